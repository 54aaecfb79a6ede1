"""Settings of the tests: the national site with the tables of all three, on a forgetful server.

Importing this module starts the server, or joins the one that another test process started.
"""

import os
from pathlib import Path

from motcua.conf import environment, translations
from motcua.conf.embedded import FORGETFUL, EmbeddedServer

DATA = Path(os.environ.get("MOTCUA_TEST_DATA") or environment.PROJECT / ".motcua" / "test")

os.environ["MOTCUA_DATA"] = str(DATA)
os.environ["MOTCUA_SITE"] = "national"
os.environ["MOTCUA_MODE"] = "test"
os.environ["MOTCUA_SECRET_KEY"] = "only-for-tests-" * 4
os.environ["MOTCUA_PUBLIC_SCHEME"] = "http"
os.environ["MOTCUA_LEGAL_SHIFT_DAYS"] = "0"
os.environ["MOTCUA_QUIET_HOURS"] = "[]"
translations.compile_catalogue()
if "MOTCUA_TEST_DATABASE_URL" in os.environ:
    os.environ["DATABASE_URL"] = os.environ["MOTCUA_TEST_DATABASE_URL"]
else:
    server = EmbeddedServer(DATA / "postgres", options=FORGETFUL).hold()
    os.environ["DATABASE_URL"] = server.url("postgres")

from motcua.conf.settings import *  # noqa: E402, F403 the settings under test
from motcua.conf.sites import SITES  # noqa: E402 needs the environment above

# In life each site has a database of its own; the tests keep all tables in one.
INSTALLED_APPS = list(
    dict.fromkeys(name for definition in SITES.values() for name in definition.applications)
)

# Pages are tested without the front-end build; journeys use the built files.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATIC_ROOT = str(DATA / "collected")
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)
# As slow as in production would make every sign-in of the suite cost half a second.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "motcua.privacy.hashers.RandomSecretHasher",
]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
