"""Addresses of the national site."""

from django.urls import include, path

from motcua.conf import api
from motcua.conf.urls import common
from motcua.observatory.api import router as observatory

own_api = api.build("Một Cửa, national site", routers=(observatory,))

urlpatterns = [
    *common.machine,
    path("api/", (api.addresses(own_api), "ninja", own_api.urls_namespace)),
    *common.pages(
        path("", include("motcua.observatory.urls")),
        path("", include("motcua.reporting.urls")),
    ),
]
