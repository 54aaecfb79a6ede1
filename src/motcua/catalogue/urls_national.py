"""Addresses of the catalogue on either site: editing, publication, files, versions."""

from django.urls import path

from motcua.catalogue.views import editing, files, listing, publishing, settings

app_name = "catalogue"
urlpatterns = [
    path("danh-muc/", listing.procedures, name="list"),
    path("danh-muc/tep/", files.exchange, name="files"),
    path("danh-muc/tep/thu-tuc.<str:kind>", files.download, name="file-download"),
    path("danh-muc/tep/xem-truoc/", files.preview, name="file-preview"),
    path("danh-muc/tep/xem-truoc/<str:code>/", files.changes, name="file-changes"),
    path("danh-muc/tep/bo/", files.drop, name="file-drop"),
    path("danh-muc/<str:code>/sua/", listing.begin, name="begin"),
    path("danh-muc/<str:code>/ban-thao/", editing.draft, name="draft"),
    path("danh-muc/<str:code>/ban-thao/<str:key>/", editing.section, name="section"),
    path("danh-muc/<str:code>/bo-ban-thao/", editing.discard, name="discard"),
    path("danh-muc/<str:code>/cong-bo/", publishing.publish, name="publish"),
    path("danh-muc/<str:code>/quy-dinh-rieng/", settings.settings, name="settings"),
    path("danh-muc/<str:code>/quy-dinh-rieng/<str:field>/", settings.enter, name="setting"),
    path("thu-tuc/<str:code>/phien-ban/", publishing.history, name="history"),
]
