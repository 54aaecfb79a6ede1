"""Addresses of the payment platform: the protocol's, and those for people who try things out."""

from django.urls import path

from motcua.sandbox.payment import bank_views, dvcqg_views, merchants, settlement_views, views

app_name = "sandbox-payment"

protocol = [
    path("thanh-toan/merchant_webapi/api/transaction", views.api, name="payment-api"),
    path("thanh-toan-quoc-gia/dich-vu", dvcqg_views.api, name="portal-payment-api"),
    path("ngan-hang/sao-ke", bank_views.statement, name="bank-statement"),
    path(
        "thanh-toan/doi-soat",
        settlement_views.settled,
        {"platform": merchants.VNPAY},
        name="settlement",
    ),
    path(
        "thanh-toan-quoc-gia/dich-vu/doi-soat",
        settlement_views.settled,
        {"platform": merchants.PORTAL},
        name="portal-settlement",
    ),
]

urlpatterns = [
    path("thanh-toan/paymentv2/vpcpay.html", views.pay, name="pay"),
    path("thanh-toan-quoc-gia/nop/<uuid:payment_id>/", dvcqg_views.pay, name="portal-pay"),
    path("ngan-hang/", bank_views.control, name="bank"),
    path("ngan-hang/chuyen-khoan/", bank_views.transfer, name="transfer"),
    path("thanh-toan/dieu-khien/", views.control, name="control"),
    path("thanh-toan/dieu-khien/cach-tra-loi/", views.turn, name="turn"),
    path("thanh-toan/dieu-khien/<uuid:payment_id>/ket-thuc/", views.end, name="end"),
]
