import jinja2
import pytest
from django.utils import translation

from motcua.ui import jinja


def render(source, **context):
    templates = jinja2.DictLoader({"page.html": source})
    return jinja.environment(loader=templates).get_template("page.html").render(context)


def test_a_misspelt_name_in_our_template_is_an_error():
    with pytest.raises(jinja2.UndefinedError, match="agencyname"):
        render("{{ agencyname }}", agency_name="Bộ Y tế")


def test_a_misspelt_name_given_to_a_govuk_macro_is_an_error_too():
    source = (
        '{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}'
        '{{ govukButton({"text": lable}) }}'
    )

    with pytest.raises(jinja2.UndefinedError, match="lable"):
        render(source, label="Gửi")


def test_a_govuk_macro_works_without_its_optional_values():
    source = (
        '{% from "govuk_frontend_jinja/components/button/macro.html" import govukButton %}'
        '{{ govukButton({"text": "Gửi <hồ sơ>"}) }}'
    )

    assert "Gửi &lt;hồ sơ&gt;" in render(source)


def test_a_percent_sign_in_a_text_is_just_a_percent_sign():
    assert render('{{ _("Cung cấp 30% số dịch vụ") }}') == "Cung cấp 30% số dịch vụ"
    assert render("{% trans %}Cung cấp 30% số dịch vụ{% endtrans %}") == "Cung cấp 30% số dịch vụ"


def test_values_in_a_text_are_escaped():
    source = '{{ _("Trang %(name)s", name=name) }}'

    assert render(source, name="<b>") == "Trang &lt;b&gt;"


def test_a_block_counts_in_the_language_of_the_page():
    source = "{% trans n=n %}{{ n }} hồ sơ{% pluralize %}{{ n }} hồ sơ{% endtrans %}"

    assert render(source, n=2) == "2 hồ sơ"


@pytest.mark.parametrize(("language", "shown"), [("vi", "13.909"), ("en", "13,909")])
def test_numbers_follow_the_language_of_the_page(language, shown):
    with translation.override(language):
        assert render("{{ 13909|count }}") == shown


def test_an_unknown_template_is_not_found():
    with pytest.raises(jinja2.TemplateNotFound):
        jinja.environment(loader=jinja2.DictLoader({})).get_template("ui/no-such.html")
