"""Addresses of the citizens' portal; Vietnamese, and never changed once printed on a paper."""

from django.urls import path

from motcua.portal.views import (
    dossiers,
    drafts,
    filling,
    guide,
    levels,
    open_data,
    procedures,
    reviewing,
    search,
    uploads,
    verification,
)

app_name = "portal"
urlpatterns = [
    path("", procedures.home, name="home"),
    path("thu-tuc/", search.search, name="search"),
    path("thu-tuc/goi-y/", search.suggestions, name="suggestions"),
    path("thu-tuc/<str:code>/", procedures.procedure, name="procedure"),
    path("thu-tuc/<str:code>/nop/", drafts.begin, name="begin"),
    path("toi-can-gi/", guide.life_events, name="life-events"),
    path("toi-can-gi/<slug:event>/", guide.ask, name="guide"),
    path("du-lieu-mo/", open_data.about, name="open-data"),
    path("du-lieu-mo/thu-tuc.json", open_data.as_json, name="open-data-json"),
    path("du-lieu-mo/thu-tuc.csv", open_data.as_csv, name="open-data-csv"),
    path("muc-do/<str:agency_code>/<str:code>/lich-su/", levels.history, name="level-history"),
    path("tiep-tuc/", drafts.enter_code, name="enter-code"),
    path("nop/<uuid:draft_id>/", drafts.resume, name="resume"),
    path("nop/<uuid:draft_id>/ma/", drafts.code, name="code"),
    path("nop/<uuid:draft_id>/bieu-mau-moi/", drafts.renew, name="renew"),
    path("nop/<uuid:draft_id>/bo/", drafts.discard, name="discard"),
    path("nop/<uuid:draft_id>/luu/", filling.autosave, name="autosave"),
    path("nop/<uuid:draft_id>/phan/<str:key>/", filling.page, name="page"),
    path("nop/<uuid:draft_id>/tep/", uploads.begin, name="uploads"),
    path("nop/<uuid:draft_id>/tep/<uuid:upload_id>/", uploads.upload, name="upload"),
    path("nop/<uuid:draft_id>/xem-lai/", reviewing.review, name="review"),
    path("ho-so/", dossiers.mine, name="mine"),
    path("ho-so/<str:code>/", dossiers.dossier, name="dossier"),
    path("ho-so/<str:code>/thanh-toan/", dossiers.pay, name="pay"),
    path("ho-so/<str:code>/giay/<str:kind>/", dossiers.paper, name="paper"),
    path("ho-so/<str:code>/tep/<uuid:attachment_id>/", dossiers.attachment, name="attachment"),
    path("ho-so/<str:code>/danh-gia/", dossiers.rate, name="rate"),
    path("ho-so/<str:code>/nop-lai/", dossiers.begin_again, name="begin-again"),
    path("thanh-toan/vnpay/ve/", dossiers.back_from_paying, name="back-from-paying"),
    path("kiem-tra/", verification.verify, name="verify"),
    path("kiem-tra/<str:code>/ban-goc/", verification.original, name="original"),
]
