"""Why a backup or a restore cannot be; each says what to do next."""

from pathlib import Path


class BackupError(Exception):
    """Nothing was done, or what was begun is said; the message is for the person at the console."""


class NotABackupError(BackupError):
    """The folder holds no backup that can be read."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(f"{folder} holds no whole backup ({why}). Name the folder of one backup.")


class DamagedError(BackupError):
    """The backup is not what was written: nothing is restored from it."""

    def __init__(self, problems: list[str]) -> None:
        shown = "\n  ".join(problems[:20])
        super().__init__(
            f"the backup is damaged in {len(problems)} places; nothing was restored:\n  {shown}\n"
            "Take another backup of the same folder, or another copy of it."
        )


class NotEmptyError(BackupError):
    """Something is there already."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} is not empty; nothing was restored. Restore into an empty place, compare, "
            "then let the site use it."
        )


class OtherKeyError(BackupError):
    """Personal values of the backup cannot be read with the key of this environment."""

    def __init__(self, wanted: str, given: str) -> None:
        super().__init__(
            f"personal values were sealed with key {wanted}, this environment has"
            f" {given or 'none'}. Set MOTCUA_DATA_KEY to the key of that time, or name the folder"
            " of the keys by --keys."
        )


class KeysBesideDataError(BackupError):
    """Whoever has the backup would have the keys."""

    def __init__(self) -> None:
        super().__init__("keys must not lie in the folder of the backups: name another place.")


class ProgramFailedError(BackupError):
    """A program of PostgreSQL failed or is missing."""

    def __init__(self, program: str, said: str) -> None:
        super().__init__(f"{program} failed: {said.strip()[-800:]}")
