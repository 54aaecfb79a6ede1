"""Addresses of the working calendar."""

from django.urls import path

from motcua.agencies import views

app_name = "agencies"
urlpatterns = [
    path("lich-lam-viec/", views.calendar, name="calendar"),
    path("lich-lam-viec/ngay/", views.set_day, name="set-day"),
    path("lich-lam-viec/nam/", views.enter_year, name="enter-year"),
    path("lich-lam-viec/bo-ngay/", views.clear_day, name="clear-day"),
]
