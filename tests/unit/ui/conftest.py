from pathlib import Path

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.db import DataError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import include, path
from django.utils import translation
from django.views.decorators.http import require_POST

from motcua.ui import assets, charts, drawings, mapdata, views

ROOT = Path(__file__).parents[3]


@require_POST
def send(request):
    return HttpResponse()


def own_policy(request):
    return HttpResponse(headers={"Content-Security-Policy": "default-src 'self'"})


def broken(request):
    raise ZeroDivisionError


def unkept(request):
    raise DataError


def away(request):
    raise OperationalError


class Addresses:
    handler500 = views.failed
    urlpatterns = i18n_patterns(
        path("", include("motcua.ui.urls")),
        path("gui/", send),
        path("soan/", own_policy),
        path("hong/", broken),
        path("luu/", unkept),
        path("cho/", away),
        prefix_default_language=False,
    )


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def shapes():
    assets.install(root=ROOT)
    return mapdata.compact((ROOT / mapdata.SOURCE).read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def build_folder():
    # The project's own build folder: a stamp makes this free when it is built already.
    target = ROOT / "build"
    assets.build(target=target, root=ROOT)
    return target


@pytest.fixture
def site(settings, build_folder, monkeypatch):
    """Only what the user interface needs: no database, no other part of the system."""
    monkeypatch.setattr(drawings, "drawn", lambda specs: [charts.svg(spec) for spec in specs])
    settings.ROOT_URLCONF = Addresses
    settings.MIDDLEWARE = [
        "motcua.ui.middleware.SecurityHeaders",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "motcua.ui.middleware.RefusalPages",
    ]
    settings.TEMPLATES = [
        {
            "BACKEND": "django.template.backends.jinja2.Jinja2",
            "APP_DIRS": True,
            "OPTIONS": {
                "environment": "motcua.ui.jinja.environment",
                "context_processors": ["motcua.ui.context.page"],
            },
        }
    ]
    settings.STORAGES = {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.MOTCUA_BUILD = build_folder
    settings.MOTCUA_SITE = "national"
    settings.MOTCUA_NAVIGATION = (("Xếp hạng", "ui:gallery"),)
    settings.MOTCUA_WORK = ()
    settings.MOTCUA_LEGAL_SHIFT_DAYS = 0
    return settings


@pytest.fixture
def request_for():
    return RequestFactory().get


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield
