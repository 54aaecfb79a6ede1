"""Addresses of the catalogue on the agency site: beyond those of the nation, services in bulk."""

from django.urls import path

from motcua.catalogue import urls_national
from motcua.catalogue.views import bulk, national, synonyms

app_name = "catalogue"
urlpatterns = [
    path("danh-muc/dich-vu/", bulk.services, name="bulk-services"),
    path("danh-muc/dich-vu/bang.xlsx", bulk.sheet, name="bulk-sheet"),
    path("danh-muc/dich-vu/nhap/", bulk.take_sheet, name="bulk-take-sheet"),
    path("danh-muc/tu-dong-nghia/", synonyms.synonyms, name="synonyms"),
    path("danh-muc/tu-dong-nghia/<uuid:synonym_id>/bo/", synonyms.end, name="synonym-end"),
    path("danh-muc/dot/", bulk.changes, name="bulk-changes"),
    path("danh-muc/dot/<uuid:bulk_id>/", bulk.change, name="bulk"),
    path("danh-muc/dot/<uuid:bulk_id>/quyet-dinh/", bulk.decide, name="bulk-decide"),
    path("danh-muc/<str:code>/giao/", bulk.assign, name="assign"),
    path("danh-muc/quoc-gia/", national.proposals, name="proposals"),
    path("danh-muc/quoc-gia/<uuid:proposal_id>/", national.proposal, name="proposal"),
    *urls_national.urlpatterns,
]
