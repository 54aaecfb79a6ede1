"""Addresses of the registry: tokens for machines, the look-up for people."""

from django.urls import URLPattern, path
from oauth2_provider.views import TokenView

from motcua.kernel import access
from motcua.registry import views

protocol: list[URLPattern] = [
    # Open, because the client shows its secret in the request; nothing else of the toolkit is here.
    path("api/oauth2/token/", access.public(TokenView.as_view()), name="oauth2-token"),
]
"""Addresses without a language."""

app_name = "registry"
urlpatterns = [path("tra-cuu/", views.look_up, name="look-up")]
