"""Addresses of those who write processes."""

from django.urls import path

from motcua.processes.views import deciding, listing, writing

app_name = "processes"
urlpatterns = [
    path("quy-trinh/", listing.processes, name="list"),
    path("quy-trinh/moi/", writing.new, name="new"),
    path("quy-trinh/bang-quyet-dinh/", deciding.decisions, name="decisions"),
    path("quy-trinh/bang-quyet-dinh/moi/", deciding.new, name="new-decision"),
    path("quy-trinh/bang-quyet-dinh/<str:key>/", deciding.decision, name="decision"),
    path("quy-trinh/bang-quyet-dinh/<str:key>/sua/", deciding.edit, name="edit-decision"),
    path("quy-trinh/ma/<str:key>/", listing.process, name="process"),
    path("quy-trinh/ma/<str:key>/bang/", writing.as_table, name="table"),
    path("quy-trinh/ma/<str:key>/ve/", writing.draw, name="draw"),
    path("quy-trinh/ma/<str:key>/<int:number>.bpmn", listing.file, name="file"),
    path("quy-trinh/ma/<str:key>/<int:number>.xlsx", listing.sheet, name="sheet"),
]
