"""Addresses of the agency site about levels and lists of services; each is permanent."""

from django.urls import path

from motcua.catalogue.views import levels, lists

app_name = "levels"
urlpatterns = [
    path("muc-do/", levels.overview, name="overview"),
    path("muc-do/<str:code>/", levels.agency, name="agency"),
    path("muc-do/<str:agency_code>/<str:code>/", levels.service, name="service"),
    path("danh-muc-dich-vu/", lists.lists, name="lists"),
    path("danh-muc-dich-vu/<uuid:list_id>/", lists.one_list, name="list"),
]
