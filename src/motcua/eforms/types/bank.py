"""Questions that forms share."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from motcua.kernel.messages import message as _


class Topic(StrEnum):
    """What a shared question is about; the values are stored."""

    PERSON = "person"
    CONTACT = "contact"
    ADDRESS = "address"
    FAMILY = "family"
    LAND = "land"
    BUSINESS = "business"
    MONEY = "money"
    PAPERS = "papers"
    CLOSING = "closing"

    @property
    def label(self) -> str:
        """Return the topic as screens name it, to be translated there."""
        return _LABELS[self]


_LABELS: Final = {
    Topic.PERSON: _("Về người"),
    Topic.CONTACT: _("Liên lạc"),
    Topic.ADDRESS: _("Nơi ở, địa chỉ"),
    Topic.FAMILY: _("Gia đình"),
    Topic.LAND: _("Đất đai"),
    Topic.BUSINESS: _("Kinh doanh"),
    Topic.MONEY: _("Nhận tiền"),
    Topic.PAPERS: _("Giấy tờ"),
    Topic.CLOSING: _("Cuối tờ khai"),
}


class BankEntry(NamedTuple):
    """A question of the bank.

    Attributes:
        question: Its component; the key goes with it into every form.
        form: Key of the form that it was added from; empty: carried by the project.
    """

    topic: Topic
    question: Mapping[str, Any]
    form: str = ""

    @property
    def key(self) -> str:
        """Return its permanent key."""
        return str(self.question["key"])

    @property
    def label(self) -> str:
        """Return how it asks."""
        return str(self.question["label"])

    @property
    def hint(self) -> str:
        """Return what it says below; may be empty."""
        return str(self.question.get("description", ""))
