"""A folder with a file for each secret, named as its variable.

A store of secrets mounts them; no list of processes and no dump of an environment shows them.
"""

import os
import stat
from pathlib import Path
from typing import Final

from pydantic_settings import NestedSecretsSettingsSource, PydanticBaseSettingsSource

VARIABLE: Final = "MOTCUA_SECRETS"
"""Names the folder; without it there are no such files."""


def source(files: PydanticBaseSettingsSource) -> PydanticBaseSettingsSource:
    """Return what reads the files, those of the parts of a connection too.

    Raises:
        SettingsError: The folder is not there.
    """
    folder = os.environ.get(VARIABLE) or None
    return NestedSecretsSettingsSource(files, secrets_dir=folder, secrets_dir_missing="error")


def problem() -> str:
    """Return what is wrong with the files: everybody on this machine may read one; else nothing."""
    folder = os.environ.get(VARIABLE)
    for file in sorted(Path(folder).rglob("*")) if folder else ():
        if file.is_file() and file.stat().st_mode & stat.S_IROTH:
            return f"{VARIABLE}: everybody on this machine can read {file.name}"
    return ""
