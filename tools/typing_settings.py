"""Settings for the type checker: the modules of all three sites, without any of their secrets.

In life each site has only its own; the checker must know the tables of all to tell a wrong field.
"""

import os

os.environ.setdefault("MOTCUA_SITE", "national")
os.environ.setdefault("DATABASE_URL", "postgresql:///typing")
os.environ.setdefault("MOTCUA_SECRET_KEY", "only-for-typing-" * 4)

from motcua.conf.settings import *  # noqa: F403 the settings that are checked
from motcua.conf.sites import SITES

INSTALLED_APPS = list(
    dict.fromkeys(name for definition in SITES.values() for name in definition.applications)
)
