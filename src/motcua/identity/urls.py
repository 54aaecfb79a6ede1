"""Addresses of sign-in: of staff on every site, of citizens where a site serves them.

Only these pages of allauth exist; the rest of it is not mounted.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path

from motcua.identity.views import deputies, signing_in
from motcua.kernel import access

own = (
    [
        path("ban-lam-viec/", signing_in.desk, name="desk"),
        path("ban-lam-viec/ky-thay/", deputies.deputies, name="deputies"),
        path("ban-lam-viec/ky-thay/cu/", deputies.appoint, name="appoint-deputy"),
        path(
            "ban-lam-viec/ky-thay/<int:assignment_id>/thoi/", deputies.recall, name="recall-deputy"
        ),
    ],
    "identity",
)

urlpatterns = [
    path("", include(own)),
    path("dang-nhap/", access.public(account.login), name="account_login"),
    path("dang-xuat/", access.public(account.logout), name="account_logout"),
    path("ngung-hoat-dong/", access.public(account.account_inactive), name="account_inactive"),
    path("xac-thuc/", access.public(mfa.authenticate), name="mfa_authenticate"),
    path("xac-nhan-lai/", access.enrolling(account.reauthenticate), name="account_reauthenticate"),
    path("xac-nhan-lai/ma/", access.enrolling(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("hai-lop/", access.enrolling(mfa.index), name="mfa_index"),
    path("hai-lop/bat/", access.enrolling(signing_in.Enrol.as_view()), name="mfa_activate_totp"),
    path("hai-lop/tat/", access.staff()(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "hai-lop/ma-du-phong/",
        access.staff()(recovery_codes.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "hai-lop/ma-du-phong/tao/",
        access.staff()(recovery_codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]

citizens = (
    [
        path("cong-dan/dang-nhap/", signing_in.sign_in, name="sign-in"),
        path("cong-dan/ve/", signing_in.come_back, name="come-back"),
        path("cong-dan/dang-xuat/", signing_in.sign_out, name="sign-out"),
    ],
    "citizens",
)
"""For the sites that serve citizens: `path("", include(citizens))`."""
