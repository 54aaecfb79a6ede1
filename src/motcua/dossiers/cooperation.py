"""Words of agencies that work on one filing together; pure."""

from enum import StrEnum

from motcua.kernel.messages import message


class Position(StrEnum):
    """What an agency that is asked says; the values are stored."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    INFORMS = "informs"
    """It gives facts, and has no say in the matter."""

    @property
    def label(self) -> str:
        """Return the words of the answer, to be translated on screens."""
        return _POSITIONS[self]


_POSITIONS = {
    Position.AGREES: message("Đồng ý"),
    Position.DISAGREES: message("Không đồng ý"),
    Position.INFORMS: message("Cung cấp thông tin"),
}


class LegState(StrEnum):
    """How a leg of a dossier stands, for those who look at the whole."""

    WAITS = "waits"
    """It begins when those before it are done."""
    RUNS = "runs"
    STANDS = "stands"
    """It waits for the applicant, or was stopped."""
    DONE = "done"
    FAILED = "failed"
    """Its agency refused it, or it was withdrawn."""

    @property
    def label(self) -> str:
        """Return the word of lists, to be translated on screens."""
        return _LEGS[self]


_LEGS = {
    LegState.WAITS: message("Chưa đến lượt"),
    LegState.RUNS: message("Đang giải quyết"),
    LegState.STANDS: message("Tạm dừng"),
    LegState.DONE: message("Đã xong"),
    LegState.FAILED: message("Không giải quyết được"),
}
