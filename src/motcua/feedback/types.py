"""Words of petitions; the values are stored."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from motcua.kernel.messages import message


class Kind(StrEnum):
    """What somebody sends in."""

    REFLECTION = "reflection"
    """Phản ánh: something that goes wrong in how procedures are handled."""
    PROPOSAL = "proposal"
    """Kiến nghị: what a rule or a way of working should be instead."""

    @property
    def label(self) -> str:
        """Return the word of pages, to be translated there."""
        return _KINDS[self]


_KINDS = {Kind.REFLECTION: message("Phản ánh"), Kind.PROPOSAL: message("Kiến nghị")}


class Status(StrEnum):
    """Where a petition is."""

    RECEIVED = "received"
    """Waits for the agency to accept, refuse or forward it."""
    ASKED_MORE = "asked_more"
    """Waits for its author to say more; no clock runs."""
    ACCEPTED = "accepted"
    """The answer is being prepared."""
    REFUSED = "refused"
    FORWARDED = "forwarded"
    """Another agency has it as a petition of its own."""
    ANSWERED = "answered"
    """The author has the answer; a leader decides whether everybody gets it."""
    PUBLISHED = "published"
    CLOSED = "closed"
    """Answered, and not for everybody's eyes."""

    @property
    def label(self) -> str:
        """Return the words of pages, to be translated there."""
        return _STATUSES[self]


_STATUSES = {
    Status.RECEIVED: message("Chờ cơ quan xem xét"),
    Status.ASKED_MORE: message("Chờ người gửi bổ sung"),
    Status.ACCEPTED: message("Đang chuẩn bị trả lời"),
    Status.REFUSED: message("Không tiếp nhận"),
    Status.FORWARDED: message("Đã chuyển cơ quan khác"),
    Status.ANSWERED: message("Đã trả lời"),
    Status.PUBLISHED: message("Đã trả lời, công khai"),
    Status.CLOSED: message("Đã trả lời, không công khai"),
}


class StatementKind(StrEnum):
    """What one side says to the other in a petition."""

    PETITION = "petition"
    QUESTION = "question"
    ADDITION = "addition"
    REFUSAL = "refusal"
    ANSWER = "answer"

    @property
    def label(self) -> str:
        """Return the words above what is said, to be translated on pages."""
        return _STATEMENTS[self]


_STATEMENTS = {
    StatementKind.PETITION: message("Nội dung phản ánh, kiến nghị"),
    StatementKind.QUESTION: message("Cơ quan đề nghị nói rõ thêm"),
    StatementKind.ADDITION: message("Người gửi bổ sung"),
    StatementKind.REFUSAL: message("Lý do không tiếp nhận"),
    StatementKind.ANSWER: message("Cơ quan trả lời"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a petition says, and to whom.

    Attributes:
        agency_id: Which agency is to answer.
        text: In the author's words.
        dossier_id: The author's dossier that it is about; None: about none.
    """

    kind: Kind
    agency_id: int
    text: str
    dossier_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Petitions received in a period, by what became of them so far.

    Attributes:
        received: All that were not forwarded: those are counted where they went.
        in_time: Answered within the law's time.
        late: Answered after it.
        overdue: Not answered although the time is over.
        waiting: Not answered, and still in time or waiting for the author.
        refused: Not accepted.
    """

    received: int
    in_time: int
    late: int
    overdue: int
    waiting: int
    refused: int
