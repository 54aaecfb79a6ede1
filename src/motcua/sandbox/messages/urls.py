"""Addresses of the carriers of messages."""

from django.urls import path

from motcua.sandbox.messages import gateway, views
from motcua.sandbox.messages.types import FIRST, SECOND

protocol = [
    path("sms/messages", gateway.messages, {"operator": FIRST}, name="sms-send"),
    path(
        "sms/messages/<uuid:message_id>", gateway.receipt, {"operator": FIRST}, name="sms-receipt"
    ),
    path("sms-du-phong/messages", gateway.messages, {"operator": SECOND}, name="sms-send-backup"),
    path(
        "sms-du-phong/messages/<uuid:message_id>",
        gateway.receipt,
        {"operator": SECOND},
        name="sms-receipt-backup",
    ),
]
"""Addresses without a language."""

app_name = "sandbox-messages"
urlpatterns = [
    path("hop-thu/", views.inbox, name="inbox"),
    path("hop-thu/vi-tri/", views.turn, name="turn"),
]
