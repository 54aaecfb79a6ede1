"""Addresses of those who write forms."""

from django.urls import path

from motcua.eforms.views import banking, building, cases, drafting, listing, previewing, sheets

app_name = "eforms"
urlpatterns = [
    path("bieu-mau/", listing.forms, name="list"),
    path("bieu-mau/moi/", listing.new, name="new"),
    path("bieu-mau/moi/bang-tinh/", sheets.new, name="new-from-sheet"),
    path("bieu-mau/moi/mau.xlsx", sheets.template, name="sheet-template"),
    path("bieu-mau/mau/<str:key>/", listing.form, name="form"),
    path("bieu-mau/mau/<str:key>/soan/", listing.begin_next, name="begin"),
    path("bieu-mau/mau/<str:key>/<int:number>.json", listing.version_file, name="version-file"),
    path("bieu-mau/mau/<str:key>/<int:number>.xlsx", sheets.of_version, name="version-sheet"),
    path("bieu-mau/mau/<str:key>/ca-thu/", cases.cases, name="cases"),
    path("bieu-mau/mau/<str:key>/ca-thu/san-co/", cases.take_carried, name="carried-cases"),
    path("bieu-mau/ca-thu/<uuid:case_id>/", cases.change, name="case"),
    path("bieu-mau/ban-thao/<uuid:draft_id>/", drafting.draft, name="draft"),
    path("bieu-mau/ban-thao/<uuid:draft_id>/buoc/", drafting.move, name="move"),
    path("bieu-mau/ban-thao/<uuid:draft_id>/duyet/", drafting.review, name="review"),
    path("bieu-mau/ban-thao/<uuid:draft_id>/trinh-soan/", building.builder, name="builder"),
    path("bieu-mau/ban-thao/<uuid:draft_id>/kho-cau-hoi/", banking.questions, name="bank"),
    path("bieu-mau/ban-thao/<uuid:draft_id>/xem-thu/", previewing.preview, name="preview"),
    path(
        "bieu-mau/ban-thao/<uuid:draft_id>/<int:number>.json",
        drafting.revision_file,
        name="revision-file",
    ),
    path("bieu-mau/ban-thao/<uuid:draft_id>/bang.xlsx", sheets.of_draft, name="draft-sheet"),
]
