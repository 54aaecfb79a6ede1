"""Addresses of the national site."""

from django.urls import include, path

from motcua.catalogue.api import router as catalogue
from motcua.conf import api
from motcua.conf.urls import common
from motcua.observatory.api import router as observatory
from motcua.registry import urls as registry
from motcua.registry.api import router as sync

own_api = api.build("Một Cửa, national site", routers=(observatory, sync, catalogue))

handler500 = "motcua.ui.views.failed"
urlpatterns = [
    *common.machine,
    *registry.protocol,
    path("api/", (api.addresses(own_api), "ninja", own_api.urls_namespace)),
    *common.pages(
        path("", include("motcua.observatory.urls")),
        path("", include("motcua.reporting.urls")),
        path("", include("motcua.catalogue.urls_national")),
        path("", include(registry)),
    ),
]
