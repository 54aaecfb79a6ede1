"""Addresses of the observatory; every one is permanent."""

from django.urls import path

from motcua.observatory import views

app_name = "observatory"
urlpatterns = [
    path("", views.ranking, name="ranking"),
    path("xep-hang/<str:period>/", views.ranking, name="period"),
    path("xep-hang/<str:period>/so-lieu.<str:kind>", views.values_file, name="values-file"),
    path(
        "xep-hang/<str:period>/phu-luc-<str:mode>.<str:kind>", views.appendix_file, name="appendix"
    ),
    path("xep-hang/<str:period>/<str:code>/", views.agency, name="agency"),
    path("muc-do/<str:code>/", views.levels, name="levels"),
    path(
        "muc-do/<str:agency_code>/<str:procedure_code>/",
        views.service_levels,
        name="service-levels",
    ),
    path("du-lieu-mo/", views.open_data, name="open-data"),
]
