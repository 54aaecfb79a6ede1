"""Addresses of the agency site."""

from django.urls import include, path
from oauth2_provider.views import TokenView

from motcua.catalogue.queries import form_uses
from motcua.conf import api
from motcua.conf.urls import common
from motcua.dossiers.api import router as dossiers
from motcua.eforms import uses
from motcua.identity.urls import citizens
from motcua.kernel import access

uses.tell(form_uses.uses_of_form)

own_api = api.build("Một Cửa, agency site", routers=(dossiers,))

handler500 = "motcua.ui.views.failed"
urlpatterns = [
    *common.machine,
    # Open, because the client shows its secret in the request; nothing else of the toolkit is here.
    path("api/oauth2/token/", access.public(TokenView.as_view()), name="oauth2-token"),
    path("api/", (api.addresses(own_api), "ninja", own_api.urls_namespace)),
    path("", include("motcua.payments.urls")),
    *common.pages(
        path("", include(citizens)),
        path("", include("motcua.portal.urls")),
        path("", include("motcua.notifications.urls")),
        path("", include("motcua.feedback.urls")),
        path("", include("motcua.catalogue.urls")),
        path("", include("motcua.catalogue.urls_levels")),
        path("", include("motcua.eforms.urls")),
        path("", include("motcua.processes.urls")),
        path("", include("motcua.onestop.urls")),
    ),
]
