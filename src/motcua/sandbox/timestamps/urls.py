"""Addresses of the time-stamping authority."""

from django.urls import path

from motcua.sandbox.timestamps import views

protocol = [path("dau-thoi-gian/", views.stamp, name="timestamp")]
