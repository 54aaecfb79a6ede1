"""What each site is made of: its applications, its addresses, its navigation."""

from dataclasses import dataclass

from motcua.conf.environment import Site
from motcua.kernel.messages import message

FOUNDATION = (
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "motcua.audit",
    "motcua.ui",
    "motcua.agencies",
    "motcua.identity",
)


@dataclass(frozen=True, kw_only=True)
class SiteDefinition:
    """The parts of one site.

    Attributes:
        applications: Django applications, each with its own tables in the site's own database.
        urls: Module of the site's addresses.
        navigation: Pairs of label (message id) and url name, in order.
    """

    applications: tuple[str, ...]
    urls: str
    navigation: tuple[tuple[str, str], ...]


SITES: dict[Site, SiteDefinition] = {
    Site.AGENCY: SiteDefinition(
        applications=(
            *FOUNDATION,
            "motcua.eforms",
            "motcua.processes",
            "motcua.payments",
            "motcua.documents",
            "motcua.notifications",
            "motcua.exchange",
            "motcua.catalogue",
            "motcua.dossiers",
            "motcua.portal",
            "motcua.onestop",
        ),
        urls="motcua.conf.urls.agency",
        navigation=(
            (message("Thủ tục"), "portal:search"),
            (message("Hồ sơ của tôi"), "portal:mine"),
            (message("Kiểm tra giấy tờ"), "portal:verify"),
            (message("Mức độ"), "levels:overview"),
            (message("Cơ quan"), "agencies:tree"),
            (message("Lịch làm việc"), "agencies:calendar"),
        ),
    ),
    Site.NATIONAL: SiteDefinition(
        applications=(
            *FOUNDATION,
            "oauth2_provider",
            "motcua.eforms",
            "motcua.processes",
            "motcua.notifications",
            "motcua.exchange",
            "motcua.catalogue",
            "motcua.registry",
            "motcua.indicators",
            "motcua.reporting",
            "motcua.observatory",
        ),
        urls="motcua.conf.urls.national",
        navigation=(
            (message("Xếp hạng"), "observatory:ranking"),
            (message("Tra cứu hồ sơ"), "registry:look-up"),
            (message("Dữ liệu mở"), "observatory:open-data"),
            (message("Báo cáo"), "reporting:imports"),
            (message("Danh mục thủ tục"), "catalogue:list"),
            (message("Cơ quan"), "agencies:tree"),
            (message("Lịch làm việc"), "agencies:calendar"),
        ),
    ),
    Site.SANDBOX: SiteDefinition(
        applications=(*FOUNDATION, "allauth.idp.oidc", "motcua.sandbox"),
        urls="motcua.conf.urls.sandbox",
        navigation=(
            (message("Hộp thư"), "sandbox-messages:inbox"),
            (message("Định danh"), "sandbox-identity:control"),
            (message("Thanh toán"), "sandbox-payment:control"),
            (message("Dân cư"), "sandbox-population:control"),
        ),
    ),
}
