"""What registers of other authorities are asked, for what, and what they tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from motcua.kernel.actors import Actor
from motcua.kernel.messages import message


class Fact(StrEnum):
    """Something that the population database knows of a citizen; the values are stored.

    Of what it holds by law only this is read. Religion, blood group and marriage are left alone.

    Source: Luật Căn cước công dân 2014, Điều 9.
    """

    SEX = "sex"
    """`male` or `female`."""
    ETHNICITY = "ethnicity"
    """Two digits of the list of Quyết định 121-TCTK/PPCĐ."""
    NATIONALITY = "nationality"
    """Two letters, ISO 3166-1."""
    BIRTH_REGISTERED = "birth_registered"
    """Where the birth was registered; this and the following are places."""
    HOME_TOWN = "home_town"
    PERMANENT_ADDRESS = "permanent_address"
    PRESENT_ADDRESS = "present_address"

    @property
    def label(self) -> str:
        """Return its name on screens, to be translated there."""
        return _FACTS[self]


_FACTS = {
    Fact.SEX: message("Giới tính"),
    Fact.ETHNICITY: message("Dân tộc"),
    Fact.NATIONALITY: message("Quốc tịch"),
    Fact.BIRTH_REGISTERED: message("Nơi đăng ký khai sinh"),
    Fact.HOME_TOWN: message("Quê quán"),
    Fact.PERMANENT_ADDRESS: message("Nơi thường trú"),
    Fact.PRESENT_ADDRESS: message("Nơi ở hiện tại"),
}

Known = str | Mapping[str, str]
"""The value of a fact; of a place its parts: `province`, `district`, `commune` (codes), `line`."""


class Outcome(StrEnum):
    """What came of a question; only `FOUND` tells anything. The values are stored."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    """Nobody has this id number, name and birth together."""
    ANOTHER_PERSON = "another_person"
    """The answer is about somebody else."""
    SEVERAL = "several"
    """The answer is about more than one person."""
    DECEASED = "deceased"
    NOT_UNDERSTOOD = "not_understood"
    """The answer is none of the protocol's."""
    REFUSED = "refused"
    """Our account, or the question, was turned away."""
    UNAVAILABLE = "unavailable"
    """No answer in time."""

    @property
    def label(self) -> str:
        """Return what it means on screens, to be translated there."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.FOUND: message("Đã trả lời"),
    Outcome.NOT_FOUND: message("Không tìm thấy"),
    Outcome.ANOTHER_PERSON: message("Trả lời về người khác, không dùng"),
    Outcome.SEVERAL: message("Trả lời nhiều người, không dùng"),
    Outcome.DECEASED: message("Ghi là đã mất, không dùng"),
    Outcome.NOT_UNDERSTOOD: message("Trả lời không đúng giao thức, không dùng"),
    Outcome.REFUSED: message("Bị từ chối"),
    Outcome.UNAVAILABLE: message("Không trả lời"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom a question is about: all of it must agree, so nobody is found by a number alone.

    Attributes:
        personal_id: 12 digits, or the 9 of the old identity card.
        full_name: In any case; sent in upper case.
        birth_date: None: only the year is known; it is read from the 12 digits.
    """

    personal_id: str = field(repr=False)
    full_name: str = field(repr=False)
    birth_date: date | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What a question is asked for; shown to the person it is about.

    Attributes:
        code: Of the procedure.
        text: Its name at that time.
        subject: What needs the answer, such as `draft:0193…`; opaque here.
    """

    code: str
    text: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of a question; `facts` is empty unless the person was found."""

    outcome: Outcome
    facts: Mapping[Fact, Known] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquired:
    """A question that was asked about a person, as she may read of it.

    Attributes:
        asked_at: Real time.
        asked_by: Who wanted to know.
        purpose: What for.
        outcome: None: what came of it was never written down; we were stopped meanwhile.
        facts: What was told, by name; the values are not kept.
    """

    id: UUID
    asked_at: datetime
    asked_by: Actor
    purpose: Purpose
    outcome: Outcome | None
    facts: tuple[Fact, ...]
