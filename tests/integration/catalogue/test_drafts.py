"""Editing a procedure: a draft, its sections, publication."""

from datetime import date, timedelta

import pytest

from motcua.audit import queries as audit
from motcua.catalogue import actions, errors, flat, outline, queries
from motcua.catalogue.models import ProcedureDraft, ProcedureVersion
from motcua.catalogue.types import Content, Running
from tests.integration.delivery import NOW, PROCEDURE, SEED

TODAY = date(2021, 10, 20)
SECTIONS = {section.key: section for section in outline.SECTIONS}


def begin():
    return actions.begin_draft(code=PROCEDURE, by=SEED, at=NOW)


def save(key, *, seen=1, code=PROCEDURE, **columns):
    """Write columns of a section over what it holds; `table=rows` writes rows."""
    section = SECTIONS[key]
    stored = flat.flatten(Content.model_validate(ProcedureDraft.objects.get(code=code).content))
    tables = {
        table.name: columns.pop(table.name, stored.tables[table.name]) for table in section.tables
    }
    before = {c.path: flat.written(c, stored.columns[c.path]) for c in section.columns}
    written = flat.Flat({**before, **columns}, tables)
    return actions.save_section(
        code=code, section=section, written=written, seen=seen, by=SEED, at=NOW
    )


def publish(*, seen, valid_from=TODAY, running=Running.STAY, closes_on=None, code=PROCEDURE):
    return actions.publish_draft(
        code=code,
        seen=seen,
        valid_from=valid_from,
        running=running,
        closes_on=closes_on,
        by=SEED,
        at=NOW,
    )


def test_a_draft_begins_as_the_last_version_and_there_is_one(offered):
    draft = begin()

    assert begin().id == draft.id
    content = Content.model_validate(draft.content)
    assert content == queries.current_version(PROCEDURE).content
    assert draft.based_on_id == queries.current_version(PROCEDURE).id


def test_every_section_saved_unchanged_changes_nothing(offered):
    before = begin().content
    for seen, key in enumerate(SECTIONS, start=1):
        assert save(key, seen=seen) == []
    assert ProcedureDraft.objects.get().content == before


def test_a_section_is_kept_as_it_was_written(offered):
    begin()
    assert save("chung", summary="Xin  bản sao") == []

    draft = ProcedureDraft.objects.get()
    assert (draft.content["summary"], draft.version) == ("Xin  bản sao", 2)
    assert queries.current_version(PROCEDURE).content.summary != "Xin  bản sao"
    kinds = [event.kind for event in audit.events_of(f"procedure:{PROCEDURE}")]
    assert kinds[-2:] == ["catalogue.draft_begun.v1", "catalogue.draft_saved.v1"]


def test_whoever_saves_must_have_seen_the_last_save(offered):
    begin()
    save("chung", summary="Của tôi")

    with pytest.raises(errors.EditedMeanwhile):
        save("chung", summary="Của người khác", seen=1)
    assert ProcedureDraft.objects.get().content["summary"] == "Của tôi"


def test_everything_wrong_is_named_and_nothing_is_stored(offered):
    before = begin().content
    rows = [
        {"code": "a", "name": "Tờ khai", "online": "form", "originals": "một"},
        {"code": "a", "name": "", "online": "fax", "cases": "khong-co"},
        {"code": "", "name": "  ", "online": ""},
    ]
    problems = save("giay-to", papers=rows)

    told = {(one.row, one.path): type(one.reason) for one in problems}
    assert told == {
        (0, "originals"): errors.NotANumber,
        (1, "name"): errors.ValueMissing,
        (1, "online"): errors.NotAChoice,
        (1, "code"): errors.RowTwice,
        (1, "cases"): errors.UnknownCase,
    }
    draft = ProcedureDraft.objects.get()
    assert (draft.content, draft.version) == (before, 1)


def test_fees_of_one_channel_need_terms_of_it(offered):
    begin()
    rows = ProcedureDraft.objects.get().content["fees"]
    scoped = [*rows, {**rows[0], "amount": "5000", "channel": "online", "case": ""}]
    assert [type(one.reason) for one in save("phi", fees=scoped)] == [errors.FeeWithoutTerms]

    assert save("cach-thuc", terms=[{"channel": "online", "own_fees": "1"}]) == []
    assert save("phi", fees=scoped, seen=2) == []
    term = Content.model_validate(ProcedureDraft.objects.get().content).terms[0]
    assert (term.limit, [fee.amount for fee in term.fees]) == (None, [5000])


def test_a_draft_is_published_and_gone(offered):
    begin()
    save("chung", summary="Mới")
    version = publish(seen=2, valid_from=TODAY + timedelta(days=3), running=Running.UPGRADE)

    assert (version.number, version.running) == (2, Running.UPGRADE)
    assert not ProcedureDraft.objects.exists()
    assert queries.current_version(PROCEDURE, on=TODAY).number == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"valid_from": TODAY - timedelta(days=1)}, errors.BeginsInThePast),
        ({"running": Running.CLOSE}, errors.ClosingDayMissing),
        (
            {"running": Running.CLOSE, "closes_on": TODAY - timedelta(days=1)},
            errors.ClosesBeforeItBegins,
        ),
        ({"seen": 1}, errors.EditedMeanwhile),
    ],
)
def test_a_publication_that_does_not_fit_changes_nothing(offered, changes, refusal):
    begin()
    save("chung", summary="Mới")

    with pytest.raises(refusal):
        publish(**{"seen": 2, **changes})
    assert ProcedureVersion.objects.count() == 1
    assert ProcedureDraft.objects.exists()


def test_a_draft_of_an_older_version_is_not_published_over_a_newer(offered):
    begin()
    content = queries.current_version(PROCEDURE).content.model_dump(mode="json")
    actions.publish_version(
        content={**content, "summary": "Khác"}, valid_from=TODAY, by=SEED, at=NOW
    )
    with pytest.raises(errors.PublishedMeanwhile, match="2"):
        publish(seen=1)


def test_a_new_procedure_is_published_when_it_says_everything(offered):
    actions.begin_new(code="9.900001", name="Thử", by=SEED, at=NOW)
    with pytest.raises(errors.DraftNotComplete) as refused:
        publish(code="9.900001", seen=1)
    assert refused.value.params["count"] > 5

    content = queries.current_version(PROCEDURE).content.model_copy(update={"code": "9.900001"})
    ProcedureDraft.objects.update(content=content.model_dump(mode="json"))
    assert publish(code="9.900001", seen=1).number == 1


def test_a_new_procedure_needs_a_code_that_is_free_and_shaped_like_one(offered):
    with pytest.raises(errors.ProcedureExists):
        actions.begin_new(code=PROCEDURE, name="Thử", by=SEED, at=NOW)
    with pytest.raises(Exception, match="không phải là mã thủ tục"):
        actions.begin_new(code="9.9", name="Thử", by=SEED, at=NOW)


def test_a_draft_is_thrown_away(offered):
    begin()
    actions.discard_draft(code=PROCEDURE, seen=1, by=SEED, at=NOW)
    with pytest.raises(errors.UnknownDraft):
        queries.draft(PROCEDURE)
