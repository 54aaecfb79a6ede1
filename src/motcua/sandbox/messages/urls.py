"""Addresses of the carriers of messages."""

from django.urls import path

from motcua.sandbox.messages import gateway, views

protocol = [
    path("sms/messages", gateway.send, name="sms-send"),
    path("sms/messages/<uuid:message_id>", gateway.receipt, name="sms-receipt"),
]
"""Addresses without a language."""

app_name = "sandbox-messages"
urlpatterns = [
    path("hop-thu/", views.inbox, name="inbox"),
    path("hop-thu/vi-tri/", views.turn, name="turn"),
]
