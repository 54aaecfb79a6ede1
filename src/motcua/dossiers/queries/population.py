"""Reads of what the population database can tell a draft, and tells otherwise than it says."""

from typing import Any, Final, NamedTuple

from motcua.dossiers.types import Filled
from motcua.eforms import queries as eforms
from motcua.eforms.types import Field, Form, Page
from motcua.exchange import actions as exchange
from motcua.exchange.types import Fact
from motcua.identity.queries import Citizen
from motcua.identity.types import Assurance, PersonKind

SOURCE: Final = "population:"

FACTS: Final = {
    "person.gioi_tinh": Fact.SEX,
    "person.dan_toc": Fact.ETHNICITY,
    "person.quoc_tich": Fact.NATIONALITY,
    "person.noi_dang_ky_khai_sinh": Fact.BIRTH_REGISTERED,
    "person.que_quan": Fact.HOME_TOWN,
    "person.noi_thuong_tru": Fact.PERMANENT_ADDRESS,
    "person.noi_o_hien_tai": Fact.PRESENT_ADDRESS,
}
"""What is known to the register, by the name in `prefill`.

`person.noi_sinh` is not: the register holds where the birth was registered, which may be elsewhere.
"""


class Mismatch(NamedTuple):
    """An answer of hers beside what the register says, both as people read them.

    Attributes:
        own: Hers, right or not.
        is_fixed: The form takes the register's word; hers goes when she has seen it.
    """

    field: Field
    own: str
    theirs: str
    is_fixed: bool


def may_be_asked_about(owner: Citizen) -> bool:
    """Tell whether the register can be asked about her: a person, surely known, and connected."""
    is_known = owner.kind is PersonKind.PERSON and owner.assurance >= Assurance.LEVEL_2
    return is_known and exchange.is_connected("population")


def may_ask_population(owner: Citizen, page: Page, filled: Filled) -> bool:
    """Tell whether it would spare her an answer on a page."""
    is_spared = any(
        field.prefill in FACTS and field.key not in filled.answers for field in page.fields
    )
    return is_spared and may_be_asked_about(owner)


def population_questions(form: Form, filled: Filled) -> list[Field]:
    """Return what the register would be asked for: all that it knows and has not told yet."""
    return [
        field
        for field in form.fields
        if field.prefill in FACTS and not filled.sources.get(field.key, "").startswith(SOURCE)
    ]


def mismatches(form: Form, filled: Filled) -> list[Mismatch]:
    """Return where she and the register differ, of the questions that apply, in their order."""
    told: dict[str, Any] = {key: said["answer"] for key, said in filled.told.items()}
    theirs = eforms.worded(form, {**filled.answers, **told})
    own = eforms.worded(form, filled.answers)
    return [
        Mismatch(
            field,
            str(filled.typed.get(field.key) or own.get(field.key, "")),
            theirs[field.key],
            field.fixed,
        )
        for field in form.fields
        if field.key in told and field.key in theirs
    ]
