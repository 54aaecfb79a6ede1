"""The documents say what the code does: nothing of it is missing, nothing is invented."""

import re
from pathlib import Path

import pytest
import typer
from django.apps import apps

from motcua.conf import cli, secret_files
from motcua.conf.environment import PROJECT, Environment
from motcua.dossiers.lifecycle import DOSSIER
from motcua.indicators.types import FindingCode
from motcua.kernel import errors
from tools import reference_pages

DOCS = PROJECT / "docs"
REFERENCE = DOCS / "reference"
ADRS = sorted((DOCS / "adr").glob("[0-9]*.md"))
PAGES = sorted(
    [*PROJECT.glob("*.md"), *DOCS.rglob("*.md"), *(PROJECT / "src").rglob("*.md")],
    key=lambda page: page.relative_to(PROJECT).as_posix(),
)
READMES = ("README.md", "README.vi.md")
LINES = re.MULTILINE | re.DOTALL
LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (?P<text>.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```$", LINES)
EXCERPT = re.compile(r"^```python\n# (?P<file>src/\S+)\n(?P<code>.*?)^```$", LINES)


def name_of(page):
    return page.relative_to(PROJECT).as_posix()


def entries(name):
    """The headings of the third level: one for each thing that a page of the reference explains."""
    text = FENCE.sub("", (REFERENCE / name).read_text("utf-8"))
    return set(re.findall(r"^### (\S.*)$", text, re.MULTILINE))


def source_of(pattern):
    return "".join(
        file.read_text("utf-8") for file in sorted((PROJECT / "src").glob(f"motcua/{pattern}"))
    )


def anchors(page):
    """As the repository host makes them of headings."""
    texts = HEADING.findall(FENCE.sub("", page.read_text("utf-8")))
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in texts}


@pytest.fixture(scope="module")
def commands():
    if not cli.app.registered_groups:
        cli._mount()

    def walk(command, path):
        inside = getattr(command, "commands", None)
        if inside is None:
            return {path}
        return {found for name, child in inside.items() for found in walk(child, f"{path} {name}")}

    return walk(typer.main.get_command(cli.app), "motcua")


def test_every_setting_has_a_heading_and_nothing_else_has():
    settings = {
        field.validation_alias or f"MOTCUA_{name.upper()}"
        for name, field in Environment.model_fields.items()
    }

    assert entries("settings.md") == settings | {secret_files.VARIABLE}


@pytest.mark.parametrize("name", ["mode", "port", "public_scheme", "legal_shift_days"])
def test_the_documented_default_of_a_setting_is_the_real_one(name):
    page = (REFERENCE / "settings.md").read_text("utf-8")
    section = page.split(f"### MOTCUA_{name.upper()}\n")[1].split("\n### ")[0]

    assert f"* Default: `{Environment.model_fields[name].default}`\n" in section


def test_every_command_has_a_heading_and_nothing_else_has(commands):
    assert entries("commands.md") == commands


@pytest.mark.parametrize("name", reference_pages.pages())
def test_a_page_that_repeats_the_code_repeats_it_still(name):
    written = (REFERENCE / name).read_text("utf-8")

    assert written == reference_pages.pages()[name], "run python -m tools.reference_pages"


def test_every_refusal_has_a_heading_and_nothing_else_has():
    ours = {r.code for r in errors.all_refusals() if r.__module__.startswith("motcua.")}

    assert entries("errors.md") == ours


def test_every_finding_has_a_heading_and_nothing_else_has():
    of_claims = set(re.findall(r'code="([a-z]+\.[a-z0-9_]+)"', source_of("*/rules.py")))

    assert entries("findings.md") == of_claims | set(FindingCode)


def test_every_event_has_a_heading_and_nothing_else_has():
    kinds = set(re.findall(r'"([a-z]+\.[a-z_]+\.v[0-9]+)"', source_of("**/*.py")))
    # Kinds of dossiers are made of words: the lifecycle's, and others that move no status.
    words = {transition.event for transition in DOSSIER.transitions}
    said = re.compile(r'(?:happened\(\s*(?:dossier|parent),\s*|event=)"(\w+)"')
    words |= set(said.findall(source_of("dossiers/actions/*.py")))

    assert entries("events.md") == kinds | {f"dossiers.{word}.v1" for word in words}


def test_every_model_stands_in_the_glossary():
    glossary = (PROJECT / "GLOSSARY.md").read_text("utf-8")
    models = {
        model.__name__ for model in apps.get_models() if model.__module__.startswith("motcua.")
    }

    assert {name for name in models if f"`{name}`" not in glossary} == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_relative_link_leads_somewhere(page):
    broken = []
    for target in LINK.findall(FENCE.sub("", page.read_text("utf-8"))):
        path, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and file.suffix == ".md" and anchor not in anchors(file)):
            broken.append(target)

    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_command_that_a_page_mentions_exists(page, commands):
    text = page.read_text("utf-8")
    targets = set(
        re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    first_words = {" ".join(command.split()[:2]) for command in commands}

    mentioned = set(re.findall(r"(?:`|^\$ |^)make ([a-z]+)\b", text, re.MULTILINE))
    called = set(re.findall(r"(?:`|^\$ |bin/|^)(motcua [a-z]+)\b", text, re.MULTILINE))

    assert (mentioned - targets, called - first_words) == (set(), set())


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_code_shown_from_a_file_stands_in_it(page):
    for file, code in EXCERPT.findall(page.read_text("utf-8")):
        assert code in (PROJECT / file).read_text("utf-8"), f"{file} has changed"


@pytest.mark.parametrize("name", READMES)
def test_a_readme_begins_with_the_two_commands_and_a_picture(name):
    title, commands, picture = (PROJECT / name).read_text("utf-8").split("\n\n")[:3]

    assert title == "# Một Cửa"
    assert re.findall(r"^make \w+", commands, re.MULTILINE) == ["make demo", "make test"]
    assert picture.startswith("![")


def test_decisions_are_numbered_without_gaps():
    assert [int(adr.name[:4]) for adr in ADRS] == list(range(1, len(ADRS) + 1))


def test_every_decision_is_in_the_index():
    index = (DOCS / "adr" / "README.md").read_text("utf-8")

    assert [adr.name for adr in ADRS] == re.findall(r"\((\d{4}-[\w-]+\.md)\)", index)


@pytest.mark.parametrize("adr", ADRS, ids=name_of)
def test_a_decision_has_all_its_parts(adr):
    text = adr.read_text("utf-8")
    parts = re.findall(r"^## (.+)$", text, re.MULTILINE)

    assert parts == ["Context", "Decision", "Consequences", "How we will know we were wrong"]
    assert re.search(r"^\* Date: \d{4}-\d\d-\d\d\n\* Status: .+\n\* Tags: .+$", text, re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_lifecycle_is_drawn_as_the_table_says(page):
    drawn = re.findall(r"^```mermaid\n(stateDiagram.*?)^```$", page.read_text("utf-8"), LINES)

    assert all(diagram in reference_pages.pages()["lifecycles.md"] for diagram in drawn)


def test_every_module_introduces_itself():
    modules = [
        found for found in sorted((PROJECT / "src" / "motcua").iterdir()) if is_a_module(found)
    ]

    assert [module.name for module in modules if not (module / "README.md").exists()] == []


def is_a_module(found: Path):
    return (found / "__init__.py").exists()
