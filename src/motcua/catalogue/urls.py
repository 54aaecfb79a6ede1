"""Addresses of the catalogue: drafts and publication for controllers, versions for everybody."""

from django.urls import path

from motcua.catalogue.views import (
    bulk,
    editing,
    files,
    listing,
    national,
    publishing,
    settings,
    synonyms,
)

app_name = "catalogue"
urlpatterns = [
    path("danh-muc/", listing.procedures, name="list"),
    path("danh-muc/dich-vu/", bulk.services, name="bulk-services"),
    path("danh-muc/dich-vu/bang.xlsx", bulk.sheet, name="bulk-sheet"),
    path("danh-muc/dich-vu/nhap/", bulk.take_sheet, name="bulk-take-sheet"),
    path("danh-muc/tep/", files.exchange, name="files"),
    path("danh-muc/tep/thu-tuc.<str:kind>", files.download, name="file-download"),
    path("danh-muc/tep/xem-truoc/", files.preview, name="file-preview"),
    path("danh-muc/tep/xem-truoc/<str:code>/", files.changes, name="file-changes"),
    path("danh-muc/tep/bo/", files.drop, name="file-drop"),
    path("danh-muc/tu-dong-nghia/", synonyms.synonyms, name="synonyms"),
    path("danh-muc/tu-dong-nghia/<uuid:synonym_id>/bo/", synonyms.end, name="synonym-end"),
    path("danh-muc/dot/", bulk.changes, name="bulk-changes"),
    path("danh-muc/dot/<uuid:bulk_id>/", bulk.change, name="bulk"),
    path("danh-muc/dot/<uuid:bulk_id>/quyet-dinh/", bulk.decide, name="bulk-decide"),
    path("danh-muc/<str:code>/giao/", bulk.assign, name="assign"),
    path("danh-muc/quoc-gia/", national.proposals, name="proposals"),
    path("danh-muc/quoc-gia/<uuid:proposal_id>/", national.proposal, name="proposal"),
    path("danh-muc/<str:code>/sua/", listing.begin, name="begin"),
    path("danh-muc/<str:code>/ban-thao/", editing.draft, name="draft"),
    path("danh-muc/<str:code>/ban-thao/<str:key>/", editing.section, name="section"),
    path("danh-muc/<str:code>/bo-ban-thao/", editing.discard, name="discard"),
    path("danh-muc/<str:code>/cong-bo/", publishing.publish, name="publish"),
    path("danh-muc/<str:code>/quy-dinh-rieng/", settings.settings, name="settings"),
    path("danh-muc/<str:code>/quy-dinh-rieng/<str:field>/", settings.enter, name="setting"),
    path("thu-tuc/<str:code>/phien-ban/", publishing.history, name="history"),
]
