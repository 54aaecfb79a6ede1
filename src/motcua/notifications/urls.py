"""Addresses of notices: of citizens, and of administrators."""

from django.urls import path

from motcua.notifications.views import reading

app_name = "notices"
urlpatterns = [
    path("tai-khoan/tin-bao/", reading.inbox, name="inbox"),
    path("tai-khoan/tin-bao/<uuid:notice_id>/", reading.notice, name="notice"),
    path("tai-khoan/cach-nhan-tin/", reading.preferences, name="preferences"),
]
