"""Addresses of reporting, for staff."""

from django.urls import path

from motcua.reporting import views

app_name = "reporting"
urlpatterns = [
    path("bao-cao/tep/", views.imports, name="imports"),
    path("bao-cao/tep/<uuid:file_id>/", views.imported, name="import"),
    path("bao-cao/tep/<uuid:file_id>/xac-nhan/", views.confirm, name="confirm"),
    path("bao-cao/tep/<uuid:file_id>/bo/", views.discard, name="discard"),
    path("bao-cao/tep/<uuid:file_id>/tep-goc", views.original, name="original"),
]
