"""Addresses of the sandbox."""

from django.urls import path

from motcua.conf.front import front
from motcua.conf.urls import common

urlpatterns = [*common.machine, *common.pages(path("", front, name="front"))]
