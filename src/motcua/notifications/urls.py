"""Addresses of notices: of citizens, and of administrators."""

from django.urls import path

from motcua.notifications.views import costs, reading, texts, webhooks

app_name = "notices"
urlpatterns = [
    path("tai-khoan/tin-bao/", reading.inbox, name="inbox"),
    path("tai-khoan/tin-bao/<uuid:notice_id>/", reading.notice, name="notice"),
    path("tai-khoan/cach-nhan-tin/", reading.preferences, name="preferences"),
    path("ban-lam-viec/tin-bao/loi/", texts.texts, name="texts"),
    path("ban-lam-viec/tin-bao/loi/<slug:template>/<slug:channel>/", texts.text, name="text"),
    path("ban-lam-viec/tin-bao/chi-phi/", costs.costs, name="costs"),
    path("ban-lam-viec/webhook/", webhooks.webhooks, name="webhooks"),
    path("ban-lam-viec/webhook/<uuid:webhook_id>/", webhooks.webhook, name="webhook"),
    path("ban-lam-viec/webhook/<uuid:webhook_id>/bat/", webhooks.switch, name="switch-webhook"),
    path(
        "ban-lam-viec/webhook/<uuid:webhook_id>/<uuid:delivery_id>/",
        webhooks.replay,
        name="replay",
    ),
]
