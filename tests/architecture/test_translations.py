"""Whoever reads English reads all of it: every text has a translation that fits, and only those."""

import ast
import importlib
import json
import pkgutil
import re
import string
from datetime import date
from types import SimpleNamespace

import jinja2
import pytest

import motcua
from motcua.conf import translations
from motcua.conf.sites import SITES
from motcua.identity.types import Role
from motcua.indicators import rules as indicators
from motcua.indicators.types import FindingCode
from motcua.kernel import errors, ratios
from motcua.kernel.ratios import Ratio
from motcua.observatory import ranking_page
from motcua.reporting import rules as reporting
from motcua.reporting.adapters import publications
from motcua.reporting.types import Average, Judgement, Verdict
from motcua.ui import maps

VIETNAMESE = re.compile(
    "[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
PERCENT_FIELD = re.compile(r"%\((\w+)\)s")
NAMES = (
    "Một Cửa",
    "Hoàng Sa",
    "Trường Sa",
    # Values of official files and of the calendar, which are Vietnamese in every language.
    "“Bộ, ngành”",
    "“Tỉnh, thành phố”",
    "Tết Dương lịch",
    "Nghỉ bù Tết Nguyên đán",
    # How the tables of internal processes write time and call a column.
    "2 giờ",
    "0,5 ngày",
    "Vị trí xử lý",
)
"""The only Vietnamese that English texts and code may contain."""
SPEAKS_VIETNAMESE = {
    # Invented people of the demo.
    "conf/seeds_earlier.py",
    # Official documents and the words of declared files.
    "reporting/appendix.py",
    "reporting/adapters/appendix_words.py",
    "reporting/adapters/appendix_xlsx.py",
    "reporting/adapters/declared_columns.py",
    "reporting/adapters/declared_rows.py",
    # Columns and choices of sheets and of national records.
    "catalogue/files.py",
    "catalogue/national.py",
    "catalogue/service_sheet.py",
    "eforms/sheet.py",
    # Registers, reports and sheets of dossiers, and examples in them.
    "dossiers/transfer/columns.py",
    "dossiers/transfer/files.py",
    "dossiers/transfer/words.py",
    "onestop/old_results.py",
    "onestop/views/periodic.py",
    "onestop/views/register.py",
    "conf/bench/transfer.py",
    # Tables of internal processes, as the decisions of agencies print them.
    "processes/table.py",
    "processes/adapters/table_bpmn.py",
    # The language itself: letters and syllables, names of periods in both languages.
    "kernel/text.py",
    "kernel/periods.py",
    "catalogue/queries/drafts.py",
    # What stands on official papers: letterheads, regulations, sums of money.
    "documents/rules.py",
    "dossiers/papers.py",
    "dossiers/queries/legs.py",
    "kernel/money.py",
    # Forms and their answers, which are shown as the forms were published.
    "catalogue/general_form.py",
    "eforms/kinds/number.py",
    "eforms/kinds/rows.py",
    "eforms/kinds/time.py",
    # Words that forms are searched for, and an answer that no form has.
    "eforms/lint/asking.py",
    "eforms/lint/plain_words.py",
    "eforms/reach.py",
    # The builder, whose script speaks Vietnamese to the authors of forms throughout.
    "eforms/builder_words.py",
    # Letters: which ones Vietnamese has, and which an SMS or a bank's order may hold.
    "eforms/texts.py",
    "notifications/wording.py",
    "payments/rules.py",
    "sandbox/messages/gateway.py",
    # Languages, each called by its own name.
    "notifications/jinja2/notifications/preferences.html",
    "notifications/jinja2/notifications/text.html",
    # Names of people, agencies and places.
    "conf/bench/cast.py",
    "conf/bench/forms.py",
    "conf/bench/onestop_cast.py",
    "agencies/actions/reference.py",
    "conf/seeds.py",
    "conf/seeds_agency.py",
    "sandbox/identity/people.py",
    "sandbox/population/register.py",
    "ui/gallery.py",
    "ui/maps.py",
    # Names in certificates and of registered clients.
    "documents/adapters/authority.py",
    "sandbox/identity/seeding.py",
    "sandbox/timestamps/authority.py",
    # Why a row was refused, told to the programs of agencies.
    "registry/incoming.py",
    "registry/rules.py",
    # The console, which officials of the authority read.
    "conf/commands/catalogue.py",
    "conf/commands/reports.py",
    # A language is called by its own name.
    "conf/settings.py",
    "ui/jinja2/ui/base.html",
    # Stands alone and says everything in both languages.
    "ui/jinja2/500.html",
}
PAIRS = [
    pair
    for entry in translations.kept()
    if entry.id
    for pair in (
        [(entry.id[0], form) for form in entry.string]
        if isinstance(entry.id, tuple)
        else [(entry.id, entry.string)]
    )
]
TRANSLATED = {text for text, _ in PAIRS}
TEMPLATES = sorted(translations.SOURCE.rglob("jinja2/**/*.html"))
MODULES = sorted(translations.SOURCE.rglob("*.py"))


def texts_of(catalogue):
    return {entry.id for entry in catalogue if entry.id}


def fields(text):
    in_braces = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    return set(PERCENT_FIELD.findall(text)), in_braces


def without_names(text):
    for name in NAMES:
        text = text.replace(name, "")
    return text


def name_of(file):
    return file.relative_to(translations.SOURCE).as_posix()


def test_the_catalogue_has_every_text_of_the_code_and_no_other():
    assert texts_of(translations.kept()) == texts_of(translations.found()), (
        "run motcua translations"
    )


def test_every_text_has_a_translation():
    assert translations.missing(translations.kept()) == []


def test_a_translation_has_the_fields_of_its_text():
    wrong = [(text, english) for text, english in PAIRS if fields(text) != fields(english)]

    assert wrong == []


def test_no_stray_per_cent_sign_breaks_the_page_that_fills_the_fields_in():
    for text, english in PAIRS:
        values = dict.fromkeys(PERCENT_FIELD.findall(text), "7")
        if values:
            assert "7" in english % values


def test_a_translation_begins_and_ends_as_its_text():
    def edges(of):
        return of[0].isspace(), of[-1].isspace(), of[-1] if of[-1] in ".?:;" else ""

    assert [(text, english) for text, english in PAIRS if edges(text) != edges(english)] == []


def test_a_translation_is_in_english():
    assert [english for _, english in PAIRS if VIETNAMESE.search(without_names(english))] == []


def test_writing_the_catalogue_again_changes_nothing(tmp_path, monkeypatch):
    copy = tmp_path / "django.po"
    copy.write_bytes(translations.CATALOGUE.read_bytes())
    monkeypatch.setattr(translations, "CATALOGUE", copy)

    assert translations.update() == []
    assert (
        copy.read_bytes() == (translations.SOURCE / "locale/en/LC_MESSAGES/django.po").read_bytes()
    )


def test_every_refusal_is_translated():
    for module in pkgutil.walk_packages(motcua.__path__, "motcua."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
    ours = [r for r in errors.all_refusals() if r.__module__.startswith("motcua.")]
    said = {text for refusal in ours for text in (refusal.message, refusal.next_step) if text}

    assert len(ours) > 40
    assert said - TRANSLATED == set()


def test_every_finding_about_figures_is_translated():
    found = (
        *indicators.row_findings(Ratio(2961, 10000), "30%", target=ratios.percent(30), decimals=2),
        *indicators.measured_findings(services=14, unproven=13, dossiers=1),
        *indicators.not_judged(first_day=date(2021, 7, 27), last_day=date(2021, 10, 24)),
        *indicators.added_up([SimpleNamespace(agency_name=name) for name in ("A", "B")]),
    )

    assert {finding.code for finding in found} == set(FindingCode)
    assert {finding.message for finding in found} - TRANSLATED == set()


@pytest.mark.parametrize("judgement", set(Judgement) - {Judgement.AGREES})
def test_every_finding_about_a_claim_is_translated(judgement):
    claim = publications.carried()[0].claims[0]
    average = Average(name="", percent=claim.value)
    verdict = Verdict(claim=claim, judgement=judgement, exact=4, as_printed=5, averages=(average,))

    assert reporting.claim_finding(verdict).message in TRANSLATED


def test_what_tables_of_the_code_name_is_translated():
    named = {
        *(role.label for role in Role),
        *(label for site in SITES.values() for label, _ in site.navigation),
        *ranking_page.SECTION_NAMES.values(),
        *ranking_page.STATE_CHOICES.values(),
        *(average[0] for average in reporting._AVERAGES),
        maps.ATTRIBUTION,
    }

    assert named - TRANSLATED == set()


def test_what_data_files_name_is_translated():
    file = translations.SOURCE / "indicators" / "data" / "definitions.json"
    named = {
        definition[field]
        for definition in json.loads(file.read_text("utf-8"))["indicators"]
        for field in ("name", "numerator_name", "denominator_name")
    }
    claims = [claim for publication in publications.carried() for claim in publication.claims]

    assert (named | {claim.scope_as_written for claim in claims}) - TRANSLATED == set()


def said_in_template(file):
    tokens = jinja2.Environment(autoescape=True).lex(file.read_text("utf-8"))
    return {
        ast.literal_eval(value) if kind == "string" else value.strip()
        for _, kind, value in tokens
        if kind in {"data", "string"}
    }


def said_in_code(file):
    tree = ast.parse(file.read_text("utf-8"))
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if node not in docstrings
    }


def outside_the_catalogue(file):
    said = said_in_code(file) if file.suffix == ".py" else said_in_template(file)
    return {text for text in said if VIETNAMESE.search(without_names(text))} - TRANSLATED


@pytest.mark.parametrize(
    "file",
    [file for file in [*TEMPLATES, *MODULES] if name_of(file) not in SPEAKS_VIETNAMESE],
    ids=name_of,
)
def test_a_file_says_nothing_outside_the_catalogue(file):
    assert outside_the_catalogue(file) == set()


@pytest.mark.parametrize("name", sorted(SPEAKS_VIETNAMESE))
def test_a_file_that_may_speak_vietnamese_does(name):
    assert outside_the_catalogue(translations.SOURCE / name) != set()
