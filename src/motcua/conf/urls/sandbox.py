"""Addresses of the sandbox."""

from django.urls import include, path

from motcua.conf.front import front
from motcua.conf.urls import common
from motcua.sandbox.identity import urls as identity
from motcua.sandbox.payment import urls as payment

urlpatterns = [
    *common.machine,
    *identity.protocol,
    *payment.protocol,
    *common.pages(
        path("", front, name="front"),
        path("", include(identity)),
        path("", include(payment)),
    ),
]
