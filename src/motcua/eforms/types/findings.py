"""What is told about a draft to its author."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

from motcua.kernel.messages import Message
from motcua.kernel.messages import message as _


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """People could not fill the form in, or answers would be kept wrongly: it keeps the draft."""
    WARNING = "warning"
    """Some people would stumble; the reader is told."""
    ADVICE = "advice"
    """It could be said better."""

    @property
    def label(self) -> str:
        """Return the severity as screens name it, to be translated there."""
        return _LABELS[self]


_LABELS: Final = {
    Severity.ERROR: _("Lỗi"),
    Severity.WARNING: _("Cảnh báo"),
    Severity.ADVICE: _("Gợi ý"),
}


class Finding(NamedTuple):
    """One place of a draft that somebody should look at.

    Attributes:
        path: JSON path in the definition, or the key of the question.
        text: What is the matter, Vietnamese, with `str.format` fields where there are `params`.
        severity: Errors keep the draft from being reviewed and published.
        question: What stands there, as the form words it; empty where that is nothing to be worded.
        page: Title of the page that it stands on; empty: the whole form.
        fix: What to do about it; empty where `text` says so.
        params: Values of `text` and `fix`, said as they are.
        proposal: What could stand there instead, as JSON; None: nobody knows.
    """

    path: str
    text: Message
    severity: Severity
    question: str = ""
    page: str = ""
    fix: str = ""
    params: Mapping[str, object] = {}
    proposal: Mapping[str, Any] | None = None

    @property
    def blocks(self) -> bool:
        """Whether it keeps the draft from being reviewed and published."""
        return self.severity is Severity.ERROR
