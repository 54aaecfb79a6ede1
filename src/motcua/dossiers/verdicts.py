"""What is found of a row that another system sent, and what became of it."""

from enum import StrEnum

from motcua.kernel.messages import message


class Verdict(StrEnum):
    """The values are stored, and stand in answers to programs."""

    NEW = "new"
    """No dossier of that code is here."""
    CHANGED = "changed"
    """It came from there before, and says something else now."""
    SAME = "same"
    """It says what is here already: nothing is done."""
    REFUSED = "refused"
    """It is wrong, or not the sender's to say: nothing is done."""

    @property
    def label(self) -> str:
        """Return the word of screens and sheets, to be translated there."""
        return _LABELS[self]


_LABELS = {
    Verdict.NEW: message("Mới"),
    Verdict.CHANGED: message("Thay đổi"),
    Verdict.SAME: message("Giữ nguyên"),
    Verdict.REFUSED: message("Không nhận"),
}

TAKEN = (Verdict.NEW, Verdict.CHANGED)
"""Rows that change something."""
