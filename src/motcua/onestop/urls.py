"""Addresses of the one-stop."""

from django.urls import path

from motcua.onestop.views import (
    cases,
    counter,
    funnels,
    helping,
    inbox,
    offers,
    remarks,
    sittings,
    together,
)

app_name = "onestop"
urlpatterns = [
    path("mot-cua/", inbox.inbox, name="inbox"),
    path("mot-cua/danh-sach/luu/", inbox.save_list, name="save-list"),
    path("mot-cua/danh-sach/<uuid:list_id>/xoa/", inbox.forget_list, name="forget-list"),
    path("mot-cua/nhieu-ho-so/", together.confirm, name="many"),
    path("mot-cua/nhieu-ho-so/lam/", together.begin, name="do-many"),
    path("mot-cua/nhieu-ho-so/<uuid:batch_id>/", together.batch, name="batch"),
    path("mot-cua/ho-so/", inbox.search, name="search"),
    path("mot-cua/ho-so/<str:code>/", cases.case, name="case"),
    path("mot-cua/ho-so/<str:code>/tiep-nhan/", cases.accept, name="accept"),
    path("mot-cua/ho-so/<str:code>/tu-choi/", cases.refuse, name="refuse"),
    path("mot-cua/ho-so/<str:code>/buoc/<str:event>/", cases.move, name="move"),
    path("mot-cua/ho-so/<str:code>/ket-qua/", cases.enter_result, name="enter-result"),
    path("mot-cua/ho-so/<str:code>/viec/<uuid:item_id>/nhan/", cases.take_up, name="take-up"),
    path("mot-cua/ho-so/<str:code>/viec/<uuid:item_id>/", cases.do_task, name="do-task"),
    path("mot-cua/ho-so/<str:code>/viec/<uuid:item_id>/giao/", remarks.assign, name="assign"),
    path("mot-cua/ho-so/<str:code>/ghi-chu/", remarks.note, name="note"),
    path("mot-cua/ho-so/<str:code>/hoi/", remarks.ask, name="ask"),
    path("mot-cua/ho-so/<str:code>/giay/<str:kind>/", cases.paper, name="paper"),
    path("mot-cua/ho-so/<str:code>/tep/<uuid:attachment_id>/", cases.attachment, name="attachment"),
    path("mot-cua/quay/", counter.counter, name="counter"),
    path("mot-cua/quay/<str:code>/", counter.receive, name="receive"),
    path("mot-cua/giup/", helping.helping, name="helping"),
    path("mot-cua/giup/<str:code>/", helping.help_with, name="help"),
    path("mot-cua/phien/goi-y/", sittings.suggestions, name="suggestions"),
    path("mot-cua/phien/<uuid:sitting_id>/", sittings.go_on, name="go-on"),
    path("mot-cua/phien/<uuid:sitting_id>/dong-y/", helping.agree, name="agree"),
    path("mot-cua/phien/<uuid:sitting_id>/xac-nhan/", helping.confirm, name="confirm"),
    path("mot-cua/phien/<uuid:sitting_id>/tiep-nhan/", sittings.receive_now, name="receive-now"),
    path("mot-cua/phien/<uuid:sitting_id>/dong/", sittings.close_sitting, name="close-sitting"),
    path("mot-cua/phien/<uuid:sitting_id>/xong/", sittings.served, name="served"),
    path("mot-cua/bieu-mau/", funnels.procedures, name="funnels"),
    path("mot-cua/bieu-mau/<str:code>/", funnels.procedure, name="funnel"),
    path("mot-cua/bieu-mau/<str:code>/tra-loi/", funnels.answers, name="answers"),
    path("mot-cua/dich-vu/", offers.services, name="services"),
    path("mot-cua/dich-vu/<str:code>/thanh-toan/", offers.switch_payment, name="switch-payment"),
]
