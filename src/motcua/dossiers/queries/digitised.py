"""What of a dossier was digitised: paper by paper, in the words of the national exchange."""

from enum import IntEnum
from typing import Final, NamedTuple

from motcua.documents import queries as documents
from motcua.documents.queries import vault
from motcua.documents.queries.vault import Shown
from motcua.documents.types import Origin, PaperKind
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.cases import attachments_of
from motcua.dossiers.queries.drafts import handed_of
from motcua.dossiers.types import Status
from motcua.kernel.messages import message


class State(IntEnum):
    """How a paper of a dossier was digitised (TrangThaiSoHoa); the values are exchanged."""

    NONE = 0
    DIGITISED = 1
    REUSED = 2
    """Taken over from the vault."""
    FROM_RESULT = 3
    """Taken over from the result of another dossier."""

    @property
    def label(self) -> str:
        """Return the name, to be translated on screens."""
        return _LABELS[self]


_LABELS = {
    State.NONE: message("chưa số hóa"),
    State.DIGITISED: message("đã số hóa"),
    State.REUSED: message("dùng lại giấy tờ đã có trong kho"),
    State.FROM_RESULT: message("lấy từ kết quả của hồ sơ khác"),
}


RESULT: Final = "ket-qua-giay"
"""Place of the scan of a result that exists on paper only."""


class Component(NamedTuple):
    """A paper of a dossier.

    Attributes:
        place: Key of the question that it answers.
        label: What it is called.
        state: How it was digitised.
        is_on_paper: It was handed over on paper, so that it is to be scanned.
        scan: What the vault has of it; None: nothing, or it was given as a file.
    """

    place: str
    label: str
    state: State
    is_on_paper: bool
    scan: Shown | None


def components(found: Dossier) -> list[Component]:
    """Return the papers of a dossier, those on paper first; as many queries for any number."""
    subject = f"dossier:{found.id}"
    scans, served = vault.of_subject(subject), vault.used_for(subject)
    on_paper = [
        Component(
            one.field,
            one.label,
            State.DIGITISED if one.field in scans else State.NONE,
            is_on_paper=True,
            scan=scans.get(one.field),
        )
        for one in handed_of(found)
    ]
    as_files = [
        Component(
            one.field, one.name, _state(served.get(one.file_id)), is_on_paper=False, scan=None
        )
        for one in attachments_of(found)
    ]
    return on_paper + as_files


def result_is_on_paper(found: Dossier) -> bool:
    """Tell whether a result was given of which we have no signed file."""
    is_given = found.status == Status.RETURNED
    return is_given and documents.paper_of(f"dossier:{found.id}", PaperKind.RESULT) is None


def paper_result(found: Dossier) -> Shown | None:
    """Return the scan of a result that exists on paper only; None: there is none."""
    return vault.of_subject(f"dossier:{found.id}").get(RESULT)


def _state(origin: Origin | None) -> State:
    if origin is None:
        return State.DIGITISED
    return State.FROM_RESULT if origin is Origin.ISSUED else State.REUSED
