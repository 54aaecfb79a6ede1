"""A form is made from any record, and the same question always has the same name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue import actions, general_form, generator
from motcua.catalogue.types import Content
from motcua.eforms import queries as eforms
from motcua.eforms.types import ChoiceField, FileField, NumberField

CARRIED = {said.code: said for said in actions.carried()}
BUILDING = CARRIED["1.009994"]
HOUSEHOLD = CARRIED["2.000720"]


def form_of(said):
    # As it comes back from the database.
    found = eforms.examined(json.loads(json.dumps(general_form.definition_of(said))))
    assert found.items == ()
    return found.form


def with_papers(*papers, **more):
    whole = [{"online": "upload", "name": "Đơn", **paper} for paper in papers]
    return Content.model_validate({**HOUSEHOLD.model_dump(mode="json"), "papers": whole, **more})


@pytest.mark.parametrize("said", CARRIED.values(), ids=CARRIED)
def test_every_carried_record_makes_a_form_that_is_run(said):
    form = form_of(said)

    asked = [paper for paper in said.papers if paper.online in {"form", "upload"}]
    files = [field for field in form.fields if isinstance(field, FileField)]
    assert len(files) - len(asked) in {0, 1}
    assert [page.title for page in form.pages] == [
        "Người yêu cầu", "Nội dung đề nghị", "Giấy tờ kèm theo",
    ]  # fmt: skip


def test_made_up_procedures_make_forms_too():
    for said in generator.generate(200):
        assert form_of(said).key == f"sinh-{said.code.replace('.', '-')}"


def test_a_paper_that_is_always_asked_for_is_required_and_another_may_follow():
    form = form_of(HOUSEHOLD)

    assert form.field("giay_to_thong_bao").required
    minutes = form.field("giay_to_bien_ban")
    assert not minutes.required
    assert minutes.may_follow
    assert minutes.hint.startswith("Khi các thành viên hộ gia đình đăng ký. Hồ sơ giấy gồm")


def test_the_cases_of_the_record_are_asked_by_their_codes():
    field = form_of(BUILDING).field("truong_hop")

    assert isinstance(field, ChoiceField)
    assert [choice.value for choice in field.choices] == ["nha-o", "cong-trinh"]
    assert not field.personal


def test_a_paper_of_one_case_is_asked_for_in_that_case_only():
    record = BUILDING.model_dump(mode="json")
    record["papers"][1]["cases"] = ["nha-o"]
    form = form_of(Content.model_validate(record))
    key = "giay_to_dat"

    assert key in eforms.visible(form, {"truong_hop": "nha-o"})
    assert key not in eforms.visible(form, {"truong_hop": "cong-trinh"})
    assert "nhà ở" in form.field(key).condition_text.casefold()


def test_what_a_fee_counts_is_asked():
    fee = {**HOUSEHOLD.fees[0].model_dump(), "field": "so_ban"}
    field = form_of(Content.model_validate({**HOUSEHOLD.model_dump(mode="json"), "fees": [fee]}))
    field = field.field("so_ban")

    assert isinstance(field, NumberField)
    assert (field.required, field.least, field.default) == (True, 1, 1)


def test_what_cannot_be_given_online_is_named_and_not_asked_for():
    form = form_of(with_papers({"code": "a", "online": "missing", "name": "Bản vẽ A0 <gốc> & phụ"}))

    assert form.field("giay_to_a") is None
    (said,) = [one for one in form.pages[2].walk() if one.kind == "content"]
    assert "Bản vẽ A0 ‹gốc> &amp; phụ" in said.html.replace("&gt;", ">")


def test_names_that_look_like_markup_do_not_break_the_form():
    form = form_of(with_papers({"code": "a", "name": "Đơn <b>\nmới</b>"}))

    assert form.field("giay_to_a").label == "Đơn ‹b> mới‹/b>"


def test_the_order_of_the_papers_does_not_change_their_names():
    papers = [{"code": "don"}, {"code": "Bản-vẽ"}, {"code": "1.2"}]
    keys = {field.key for field in form_of(with_papers(*papers)).fields}
    again = {field.key for field in form_of(with_papers(*reversed(papers))).fields}

    assert keys == again
    assert {"giay_to_don", "giay_to_ban_ve", "giay_to_1_2"} <= keys


@given(st.lists(st.text(max_size=80), max_size=12, unique=True))
def test_every_paper_has_a_name_of_its_own_whatever_its_code(codes):
    papers = [{"code": code} for code in codes]

    files = [one for one in form_of(with_papers(*papers)).fields if isinstance(one, FileField)]
    assert len(files) == len(codes) + 1
