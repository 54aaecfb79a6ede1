"""Addresses of the catalogue on the national site: editing, publication, versions."""

from django.urls import path

from motcua.catalogue.views import editing, listing, publishing, settings

app_name = "catalogue"
urlpatterns = [
    path("danh-muc/", listing.procedures, name="list"),
    path("danh-muc/<str:code>/sua/", listing.begin, name="begin"),
    path("danh-muc/<str:code>/ban-thao/", editing.draft, name="draft"),
    path("danh-muc/<str:code>/ban-thao/<str:key>/", editing.section, name="section"),
    path("danh-muc/<str:code>/bo-ban-thao/", editing.discard, name="discard"),
    path("danh-muc/<str:code>/cong-bo/", publishing.publish, name="publish"),
    path("danh-muc/<str:code>/quy-dinh-rieng/", settings.settings, name="settings"),
    path("danh-muc/<str:code>/quy-dinh-rieng/<str:field>/", settings.enter, name="setting"),
    path("thu-tuc/<str:code>/phien-ban/", publishing.history, name="history"),
]
