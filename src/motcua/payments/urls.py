"""Addresses that payment platforms call; they are registered there, so they never change."""

from django.urls import path

from motcua.payments import views

app_name = "payments"
urlpatterns = [
    path("thanh-toan/vnpay/ipn", views.vnpay_notice, name="vnpay-ipn"),
    path("thanh-toan/quoc-gia/ket-qua", views.portal_notice, name="portal-notice"),
]
