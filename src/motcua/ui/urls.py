"""Addresses of the user interface itself."""

from django.urls import path

from motcua.ui import views

app_name = "ui"
urlpatterns = [path("thanh-phan/", views.gallery, name="gallery")]
