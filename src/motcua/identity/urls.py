"""Addresses of sign-in: of staff on every site, of citizens where a site serves them.

Only these pages of allauth exist; the rest of it is not mounted.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from motcua.identity.views import accounts, deputies, passwords, signing_in
from motcua.kernel import access

_account: list[URLPattern | URLResolver] = [
    path("", accounts.account, name="account"),
    path("vai-tro/", accounts.give_role, name="give-role"),
    path("vai-tro/<int:assignment_id>/thoi/", accounts.end_role, name="end-role"),
    path("khoa/", accounts.disable, name="disable-account"),
    path("mo-khoa/", accounts.enable, name="enable-account"),
    path("duong-dan/", accounts.send_link, name="send-link"),
    path("lop-hai/", accounts.ask_reset, name="ask-factor-reset"),
    path("lop-hai/xac-nhan/", accounts.confirm_reset, name="confirm-factor-reset"),
]

own: tuple[list[URLPattern | URLResolver], str] = (
    [
        path("ban-lam-viec/", signing_in.desk, name="desk"),
        path("ban-lam-viec/ky-thay/", deputies.deputies, name="deputies"),
        path("ban-lam-viec/ky-thay/cu/", deputies.appoint, name="appoint-deputy"),
        path(
            "ban-lam-viec/ky-thay/<int:assignment_id>/thoi/", deputies.recall, name="recall-deputy"
        ),
        path("ban-lam-viec/mat-khau/", passwords.change, name="change-password"),
        path("dat-mat-khau/<str:token>/", passwords.set_by_link, name="set-password"),
        path("ban-lam-viec/tai-khoan/", accounts.accounts, name="accounts"),
        path("ban-lam-viec/tai-khoan/mo/", accounts.employ, name="employ"),
        path("ban-lam-viec/tai-khoan/<uuid:actor_id>/", include(_account)),
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
        "hai-lop/khoa/",
        access.staff()(RedirectView.as_view(pattern_name="mfa_index")),
        name="mfa_list_webauthn",
    ),
    path("hai-lop/khoa/them/", access.staff()(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path(
        "hai-lop/khoa/<int:pk>/go/",
        access.staff()(webauthn.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "xac-nhan-lai/khoa/",
        access.enrolling(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
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
        path("cong-dan/ve/<slug:provider_key>/", signing_in.come_back, name="come-back-from"),
        path("cong-dan/dang-xuat/", signing_in.sign_out, name="sign-out"),
    ],
    "citizens",
)
"""For the sites that serve citizens: `path("", include(citizens))`."""
