"""Addresses of the national e-identity.

Those of the protocol are where its library looks for them; the rest of the library is not mounted.
"""

from allauth.idp.oidc import views as idp
from django.urls import include, path

from motcua.kernel import access
from motcua.sandbox.identity import views
from motcua.sandbox.identity.switch import obeying

_oidc = [
    path(".well-known/openid-configuration", views.configuration, name="configuration"),
    path(".well-known/jwks.json", access.public(obeying(idp.jwks)), name="jwks"),
    path("identity/o/authorize", access.public(views.Authorize.as_view()), name="authorization"),
    path("identity/o/api/token", access.public(obeying(views.token)), name="token"),
    path("identity/o/api/userinfo", access.public(obeying(idp.user_info)), name="userinfo"),
]

protocol = [path("", include(([path("", include((_oidc, "oidc")))], "idp")))]
"""Addresses without a language."""

app_name = "sandbox-identity"
urlpatterns = [
    path("dinh-danh/dang-nhap/", views.choose, name="choose"),
    path("dinh-danh/xac-nhan/", views.confirm, name="confirm"),
    path("dinh-danh/dieu-khien/", views.control, name="control"),
    path("dinh-danh/dieu-khien/vi-tri/", views.turn, name="turn"),
    path("dinh-danh/dieu-khien/khoa/", views.rotate, name="rotate"),
]
