"""The complete forms ask for what the records of their procedures say, by the names agreed on."""

import json
from importlib import resources

import pytest

from motcua.catalogue import general_form, rules
from motcua.catalogue.actions.many import carried
from motcua.eforms import definitions
from motcua.eforms.types import ChoiceField, FileField, NumberField
from tests.unit.eforms.test_forms import NAMES

SPINE = "ban-sao-trich-luc-ho-tich"
WITH_FORM = [said for said in carried() if said.form and said.form != SPINE]
EACH = pytest.mark.parametrize("said", WITH_FORM, ids=lambda said: said.code)


def fields_of(said):
    file = resources.files("motcua.eforms").joinpath("data", f"{said.form}.json")
    return {field.key: field for field in definitions.parse(json.loads(file.read_text())).fields}


def test_each_form_belongs_to_one_procedure():
    assert sorted(said.form for said in WITH_FORM) == NAMES


@EACH
def test_every_paper_of_the_record_can_be_handed_in_under_the_key_of_the_general_form(said):
    fields, keys = fields_of(said), general_form.keys_of(said.papers)

    uploads = [keys[paper.code] for paper in said.papers if paper.online == "upload"]

    assert [key for key in uploads if not isinstance(fields.get(key), FileField)] == []


@EACH
def test_dossiers_can_be_sent_over_the_network(said):
    assert said.files_online


@EACH
def test_the_declaration_is_filled_in_and_not_uploaded(said):
    assert [paper.code for paper in said.papers if paper.online == "form"]


@EACH
def test_cases_are_asked_for_by_their_codes(said):
    asked = fields_of(said).get(rules.CASE_FIELD)
    codes = [choice.value for choice in asked.choices] if isinstance(asked, ChoiceField) else []

    assert codes == [case.code for case in said.cases]


@EACH
def test_what_a_fee_counts_is_always_answered_with_one_or_more(said):
    terms = [fee for one in said.terms for fee in one.fees or ()]
    counted = {fee.field for fee in (*said.fees, *terms) if fee.field}
    fields = fields_of(said)

    for key in counted:
        field = fields[key]
        assert isinstance(field, NumberField)
        assert field.required
        assert field.least >= 1
        assert field.condition is None


def test_a_criminal_record_costs_by_who_asks_for_it():
    said = next(one for one in WITH_FORM if one.code == "2.000488")
    channel = said.channels[0]

    fees = {
        case.code: sum(
            line.amount
            for line in rules.fee_lines(
                rules.terms_for(said, channel=channel, case=case.code).fees, {}
            )
        )
        for case in said.cases
    }

    assert fees == {"du-phi": 200_000, "giam-phi": 100_000, "mien-phi": 0}
