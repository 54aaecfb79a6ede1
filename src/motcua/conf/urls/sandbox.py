"""Addresses of the sandbox."""

from django.urls import include, path

from motcua.conf.front import front
from motcua.conf.urls import common
from motcua.sandbox.identity import urls as identity
from motcua.sandbox.messages import urls as messages
from motcua.sandbox.payment import urls as payment
from motcua.sandbox.population import urls as population
from motcua.sandbox.timestamps import urls as timestamps

handler500 = "motcua.ui.views.failed"
urlpatterns = [
    *common.machine,
    *identity.protocol,
    *payment.protocol,
    *population.protocol,
    *timestamps.protocol,
    *messages.protocol,
    *common.pages(
        path("", front, name="front"),
        path("", include(identity)),
        path("", include(payment)),
        path("", include(population)),
        path("", include(messages)),
    ),
]
