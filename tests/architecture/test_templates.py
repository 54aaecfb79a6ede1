"""What no template may do, whatever page it is of."""

from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "motcua"
TEMPLATES = sorted(SOURCE.glob("*/jinja2/**/*.html"))


def name_of(template):
    return str(template.relative_to(SOURCE))


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_choice_opens_a_field(template):
    """GOV.UK's script marks such a radio with what its role does not support (axe-core)."""
    assert '"conditional":' not in template.read_text("utf-8")


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_field_has_the_id_of_the_page_s_main_part(template):
    """Links to skip to it would lead elsewhere, and labels would name two things."""
    text = template.read_text("utf-8")
    is_frame = '<main class="govuk-main-wrapper" id="noi-dung"' in text
    assert '"id": "noi-dung"' not in text
    assert is_frame or 'id="noi-dung"' not in text
