"""What a level is, by both decrees."""

from dataclasses import dataclass
from enum import StrEnum

from motcua.catalogue.types.content import Channel
from motcua.kernel import levels
from motcua.kernel.levels import Level, Provision
from motcua.kernel.messages import message


class LevelScheme(StrEnum):
    """By which decree a level is meant; one is never converted into the other."""

    FOUR_LEVELS = "nd43-2011"
    """Levels 1 to 4 (Nghị định 43/2011/NĐ-CP, Điều 3)."""
    FULLY_ONLINE = "nd42-2022"
    """Toàn trình or một phần (Nghị định 42/2022/NĐ-CP, Điều 11)."""


PROVISIONS = {
    Provision.NONE: message("chưa trực tuyến"),
    Provision.PARTIAL: message("một phần"),
    Provision.FULL: message("toàn trình"),
}
"""Names of the degrees on screens, to be translated there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """What one finished dossier went through.

    Attributes:
        fee_due: Whether a fee was owed at all.
        result_channel: How the result reached the citizen.
    """

    filed_online: bool
    processed_online: bool
    fee_due: bool
    fee_paid_online: bool
    result_channel: Channel

    @property
    def level(self) -> Level:
        """Return the highest level that the dossier shows to work."""
        return levels.lived_level(
            filed_online=self.filed_online,
            processed_online=self.processed_online,
            fee_due=self.fee_due,
            fee_paid_online=self.fee_paid_online,
        )

    @property
    def is_fully_online(self) -> bool:
        """Return whether it was toàn trình: level 4, and the result online or by post.

        Source: Nghị định 42/2022/NĐ-CP, Điều 11 khoản 1.
        """
        return self.level is Level.PAYMENT and self.result_channel is not Channel.COUNTER
