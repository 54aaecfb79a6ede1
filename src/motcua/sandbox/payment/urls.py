"""Addresses of the payment platform: the protocol's, and those for people who try things out."""

from django.urls import path

from motcua.sandbox.payment import views

app_name = "sandbox-payment"

protocol = [path("thanh-toan/merchant_webapi/api/transaction", views.api, name="payment-api")]

urlpatterns = [
    path("thanh-toan/paymentv2/vpcpay.html", views.pay, name="pay"),
    path("thanh-toan/dieu-khien/", views.control, name="control"),
    path("thanh-toan/dieu-khien/cach-tra-loi/", views.turn, name="turn"),
    path("thanh-toan/dieu-khien/<uuid:payment_id>/ket-thuc/", views.end, name="end"),
]
