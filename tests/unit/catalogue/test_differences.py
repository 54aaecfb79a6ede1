"""Differences between two records, and records as boxes."""

from hypothesis import HealthCheck, given, settings

from motcua.catalogue import flat, outline
from motcua.catalogue.differences import Change, Piece, compare, words
from motcua.catalogue.types import Content
from tests.unit.catalogue.contents import contents

few = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])


@few
@given(contents())
def test_a_record_is_the_same_after_it_was_boxes(content):
    given_back, problems = flat.build(flat.flatten(content), code=content.code)
    assert problems == []
    assert given_back == content


@few
@given(contents())
def test_texts_of_boxes_read_as_the_record(content):
    parts = flat.flatten(content)
    texts = flat.Flat(
        {
            column.path: flat.written(column, parts.columns[column.path])
            for column in outline.COLUMNS
        },
        {
            table.name: [
                {column.path: flat.written(column, row[column.path]) for column in table.columns}
                for row in parts.tables[table.name]
            ]
            for table in outline.TABLES
        },
    )
    given_back, problems = flat.build(texts, code=content.code)
    assert problems == []
    assert given_back == content


@few
@given(contents(), contents())
def test_two_records_differ_where_anything_does(one, other):
    other = other.model_copy(update={"code": one.code})
    assert bool(compare(one, other)) == (one != other)
    assert compare(one, one) == ()


def changed(content, **changes):
    return Content.model_validate({**content.model_dump(mode="json"), **changes})


@few
@given(contents())
def test_everything_of_a_new_procedure_is_added(content):
    assert {one.change for one in compare(None, content)} <= {Change.ADDED}


def test_words_that_changed_are_marked():
    assert words("nộp tại xã hôm nay", "nộp tại huyện hôm nay") == (
        Piece("nộp tại"),
        Piece("xã", Change.REMOVED),
        Piece("huyện", Change.ADDED),
        Piece("hôm nay"),
    )


@few
@given(contents())
def test_a_row_is_known_by_its_code_wherever_it_stands(content):
    paper = {"code": "moi-them", "name": "Giấy mới", "online": "upload"}
    more = changed(content, papers=[paper, *content.model_dump(mode="json")["papers"]])

    (added,) = compare(content, more)
    assert (added.change, added.item, added.label) == (
        Change.ADDED,
        "moi-them",
        "Thành phần hồ sơ",
    )
    renamed = changed(
        more, papers=[{**paper, "name": "Giấy cũ"}, *more.model_dump(mode="json")["papers"][1:]]
    )
    (difference,) = compare(more, renamed)
    assert (difference.label, difference.old, difference.new) == (
        "Thành phần hồ sơ: Tên giấy tờ",
        "Giấy mới",
        "Giấy cũ",
    )
