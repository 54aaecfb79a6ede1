"""Addresses of the working calendar, of the tree of organisations and of what happened to them."""

from django.urls import path

from motcua.agencies.views import calendar, hours, reorganising, tree

app_name = "agencies"
urlpatterns = [
    path("lich-lam-viec/", calendar.calendar, name="calendar"),
    path("lich-lam-viec/ngay/", calendar.set_day, name="set-day"),
    path("lich-lam-viec/nam/", calendar.enter_year, name="enter-year"),
    path("lich-lam-viec/bo-ngay/", calendar.clear_day, name="clear-day"),
    path("lich-lam-viec/gio/", hours.hours, name="hours"),
    path("lich-lam-viec/gio/dat/", hours.set_hours, name="set-hours"),
    path("co-quan/", tree.tree, name="tree"),
    path("co-quan/sap-xep/", reorganising.entries, name="reorganisations"),
    path("co-quan/sap-xep/<str:what>/", reorganising.enter, name="reorganise"),
    path("co-quan/<str:scheme>/<str:code>/<str:since>/", tree.unit, name="unit"),
]
