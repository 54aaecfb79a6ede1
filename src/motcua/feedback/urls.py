"""Addresses of petitions."""

from django.urls import path

from motcua.feedback.views import authors, officers, ratings, readers

app_name = "feedback"
urlpatterns = [
    path("phan-anh/", authors.overview, name="overview"),
    path("phan-anh/gui/", authors.send, name="send"),
    path("phan-anh/cong-khai/", readers.published, name="published"),
    path("phan-anh/cua-toi/<str:code>/", authors.petition, name="petition"),
    path("phan-anh/cua-toi/<str:code>/tep/<uuid:file_id>/", authors.file, name="file"),
    path("mot-cua/danh-gia/", ratings.rated, name="rated"),
    path("mot-cua/phan-anh/", officers.inbox, name="inbox"),
    path("mot-cua/phan-anh/<str:code>/", officers.case, name="case"),
    path("mot-cua/phan-anh/<str:code>/tep/<uuid:file_id>/", officers.file, name="case-file"),
    path("mot-cua/phan-anh/<str:code>/<str:event>/", officers.move, name="move"),
]
