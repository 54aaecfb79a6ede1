"""Addresses of the population database: the protocol's, and those for people who try things out."""

from django.urls import path

from motcua.sandbox.population import views

app_name = "sandbox-population"

protocol = [path("dan-cu/dich-vu/", views.register, name="population")]

urlpatterns = [
    path("dan-cu/", views.control, name="control"),
    path("dan-cu/cach-tra-loi/", views.turn, name="turn"),
]
