"""Addresses of the sandbox."""

from django.urls import include, path

from motcua.conf.front import front
from motcua.conf.urls import common
from motcua.sandbox.identity import urls as identity

urlpatterns = [
    *common.machine,
    *identity.protocol,
    *common.pages(
        path("", front, name="front"),
        path("", include(identity)),
    ),
]
