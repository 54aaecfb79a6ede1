"""What a procedure says of itself."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from motcua.agencies.types import Tier
from motcua.kernel.messages import message
from motcua.kernel.workingtime import LimitUnit, TimeLimit

ILLUSTRATIVE = "9.9"
"""How codes begin that we made up; no national code does."""


class Channel(StrEnum):
    """How a dossier comes in or a result goes out; the national portal's numbers in `number`."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"

    @property
    def number(self) -> int:
        """Return `KenhThucHien` of the national portal."""
        return {Channel.COUNTER: 1, Channel.ONLINE: 2, Channel.POST: 3}[self]

    @property
    def label(self) -> str:
        """Return the name on screens, to be translated there."""
        return _CHANNELS[self]


_CHANNELS = {
    Channel.COUNTER: message("Trực tiếp"),
    Channel.ONLINE: message("Trực tuyến"),
    Channel.POST: message("Bưu chính công ích"),
}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Paper(_Part):
    """One paper of the dossier (thành phần hồ sơ).

    Attributes:
        code: Key within the procedure.
        originals, copies: How many; 0 for none.
        online: How the paper is given online: filled in as a form, uploaded, or not needed.
        note: When it is asked for; empty: always.
        cases: Codes of the cases that ask for it; empty: all.
        form_name: Name of the official form it is written on (TENMAUDON); empty: none.
        url: Where that form is; empty: not known.
    """

    code: str
    name: str
    originals: int = Field(default=0, ge=0)
    copies: int = Field(default=0, ge=0)
    online: Literal["form", "upload", "none", "missing"]
    note: str = ""
    cases: tuple[str, ...] = ()
    form_name: str = ""
    url: str = ""


class Fee(_Part):
    """A fee in đồng per unit; `field` names the answer that counts the units, empty for one."""

    code: str
    name: str
    amount: int = Field(ge=0)
    unit: str
    field: str = ""
    legal_basis: str
    exemptions: tuple[str, ...] = ()


class Limit(_Part):
    """A time limit as the law words it, and as it is counted."""

    amount: int = Field(gt=0)
    unit: LimitUnit
    cut_off: time | None = None
    wording: str

    def counted(self) -> TimeLimit:
        """Return the limit that a promised date is computed from."""
        return TimeLimit(self.amount, self.unit, cut_off=self.cut_off)


class Case(_Part):
    """One of the cases that a procedure distinguishes (trường hợp), with steps of its own."""

    code: str
    name: str
    steps: tuple[str, ...] = ()


class Terms(_Part):
    """Time and fee of one channel in one case, where they differ (cách thức thực hiện).

    Attributes:
        case: Code of a case; empty: all of them.
        limit, fees: Null: those of the procedure.
    """

    channel: Channel
    case: str = ""
    limit: Limit | None = None
    fees: tuple[Fee, ...] | None = None
    note: str = ""


class Act(_Part):
    """A legal act that the procedure rests on; `certainty` says how well we know it."""

    number: str
    name: str
    certainty: str = ""


class Reason(_Part):
    """A coded reason for which a dossier is refused."""

    code: str
    text: str


class Leg(_Part):
    """One of the procedures that a single filing brings about (một việc trong liên thông).

    What stands on both sides of an equals sign is written as `here = there`, so that a leg is one
    row of a table.

    Attributes:
        code: Key within the procedure.
        name: What is done, in plain words, for the applicant.
        procedure: Code of the procedure that the leg is a dossier of.
        place: Key of the answer with the address at which it is done; empty: where it was filed.
            The agency is the nearest one to it that provides the procedure.
        after: Codes of legs that must be done before, all of them above in the list.
        answers: For a question of the leg's form the question here whose answer it gets, or words
            in quotation marks, in which `{question}` stands for an answer. Questions with the same
            key in both forms need no line.
        papers: For a question of the leg's form the question here whose file it shares.
        results: For a question of the leg's form the leg whose result it gets.

    Source: Nghị định 61/2018/NĐ-CP, Điều 18, 20 (giải quyết hồ sơ liên thông).
    """

    code: str
    name: str
    procedure: str
    place: str = ""
    after: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    results: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_from_where(self) -> Self:
        for line in (*self.answers, *self.papers, *self.results):
            if "=" not in line:
                reason = f"{line} says not where it comes from"
                raise ValueError(reason)
        return self


def pairs(lines: tuple[str, ...]) -> dict[str, str]:
    """Return lines of a leg, `here = there`, as what they say."""
    split = (line.partition("=") for line in lines)
    return {here.strip(): there.strip() for here, _, there in split}


class Content(_Part):
    """Everything a published version of a procedure says; immutable.

    The elements are those of the national record (CSDLQG về TTHC; domain facts §2.7); which field
    there is which here: `catalogue.national`.

    Attributes:
        publisher: Government code of the ministry or province that published it.
        decision: Number of the decision that published it; empty: not known.
        tiers: Where it is carried out.
        cases: Cases it distinguishes; empty: one.
        terms: Channels and cases whose time or fee differ from `limit` and `fees`.
        sector_code, sector: Field of the national database (lĩnh vực).
        keywords: Words people search by that do not stand in the name.
        subjects_note: More about who may ask for it.
        decided_by: Who decides, as printed on the page.
        carried_out_by, delegated_to, cooperating: Who else has part in it.
        addresses: Where dossiers are taken in, in general; an agency's own is a setting of it.
        related, linked: Codes of procedures that matter to the same people, or are done together.
        life_events: Keys of `catalogue.data.life_events`; people look for procedures by them.
        channels: How dossiers come in.
        result_channels: How results go out.
        online_payment: Whether the fee can be paid online; meaningless without fees.
        legs: Procedures that are carried out by one filing of this one, in an order in which they
            can be; empty: it stands alone.
        form, process: Keys of the electronic form and process; empty: it works with the general
            ones (`general_form`, `actions.general`).
        result_code: Code of the result in the national list; empty: not known.
        result_template, result_form: Name of the paper that the result is written on, and key of
            the form in which an officer enters what it says; empty: nothing to enter.
        result_prefill: For a field of that form the answers of the application that it may begin
            with; the first that was given counts.
        uncertain: Names of fields of this record that are not certain; marked on the page.
        certainty: How far this record can be relied on, in words; shown on the page.
        is_synthetic: Made by the generator, to have as many as a province has.
    """

    code: str
    name: str
    publisher: str = ""
    decision: str = ""
    tiers: tuple[Tier, ...] = ()
    sector_code: str
    sector: str
    summary: str
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...]
    subjects_note: str = ""
    decided_by: str
    carried_out_by: str = ""
    delegated_to: str = ""
    cooperating: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    terms: tuple[Terms, ...] = ()
    steps: tuple[str, ...]
    channels: tuple[Channel, ...]
    result_channels: tuple[Channel, ...]
    papers: tuple[Paper, ...]
    fees: tuple[Fee, ...]
    online_payment: bool
    limit: Limit
    payment_hours: int = Field(default=24, gt=0)
    result: str
    result_code: str = ""
    result_template: str = ""
    conditions: tuple[str, ...] = ()
    legal_basis: tuple[Act, ...]
    refusal_reasons: tuple[Reason, ...]
    legs: tuple[Leg, ...] = ()
    form: str = ""
    process: str = ""
    result_form: str = ""
    result_prefill: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    uncertain: tuple[str, ...] = ()
    certainty: str = ""
    is_synthetic: bool = False

    @property
    def has_illustrative_code(self) -> bool:
        """Return whether we made the code up, for want of the real one (mã minh hoạ)."""
        return self.code.startswith(ILLUSTRATIVE)

    @property
    def files_online(self) -> bool:
        """Return whether dossiers can be sent over the network: by its form, or the general one."""
        return Channel.ONLINE in self.channels

    @model_validator(mode="after")
    def _refers_to_what_is_there(self) -> Self:
        cases = {case.code for case in self.cases}
        asked = {term.case for term in self.terms if term.case}
        asked |= {case for paper in self.papers for case in paper.cases}
        if missing := sorted(asked - cases):
            reason = f"no case is called {missing[0]}"
            raise ValueError(reason)
        self._check_legs()
        if missing := sorted(set(self.uncertain) - set(type(self).model_fields)):
            reason = f"uncertain names {missing[0]}, which is no field"
            raise ValueError(reason)
        return self

    def _check_legs(self) -> None:
        above: set[str] = set()
        for leg in self.legs:
            if missing := sorted({*leg.after, *pairs(leg.results).values()} - above):
                reason = f"leg {leg.code} comes after {missing[0]}, which is not above it"
                raise ValueError(reason)
            if leg.code in above:
                reason = f"two legs are called {leg.code}"
                raise ValueError(reason)
            above.add(leg.code)


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of what is owed: quantity times unit amount, in đồng."""

    code: str
    name: str
    quantity: int
    unit_amount: int

    @property
    def amount(self) -> int:
        """Return the line's sum in đồng."""
        return self.quantity * self.unit_amount
