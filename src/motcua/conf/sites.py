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

_DESK = (message("Bàn làm việc"), "", "identity:desk")
_ACCOUNTS = ("", message("Tài khoản cán bộ: mở, vai trò, khóa"), "identity:accounts")
_CALENDAR = (
    (
        "",
        message("Sắp xếp đơn vị: hợp nhất, chia tách, đổi tên"),
        "agencies:reorganisations",
    ),
    ("", message("Giờ làm việc của từng cơ quan"), "agencies:hours"),
    (
        "",
        message("Lịch làm việc: ngày nghỉ, ngày làm bù, tính hạn trả kết quả"),
        "agencies:calendar",
    ),
)


@dataclass(frozen=True, kw_only=True)
class SiteDefinition:
    """The parts of one site.

    Attributes:
        applications: Django applications, each with its own tables in the site's own database.
        urls: Module of the site's addresses.
        navigation: Pairs of label (message id) and url name, in order; for everybody.
        work: Where staff work, in order: label for their navigation, empty for what is not done
            daily; what is done there, for their desk, empty for the desk itself; url name. Who
            sees which is what the views declare.
    """

    applications: tuple[str, ...]
    urls: str
    navigation: tuple[tuple[str, str], ...]
    work: tuple[tuple[str, str, str], ...] = ()


SITES: dict[Site, SiteDefinition] = {
    Site.AGENCY: SiteDefinition(
        applications=(
            *FOUNDATION,
            "oauth2_provider",
            "motcua.eforms",
            "motcua.processes",
            "motcua.payments",
            "motcua.documents",
            "motcua.notifications",
            "motcua.exchange",
            "motcua.catalogue",
            "motcua.dossiers",
            "motcua.feedback",
            "motcua.portal",
            "motcua.onestop",
        ),
        urls="motcua.conf.urls.agency",
        navigation=(
            (message("Thủ tục"), "portal:search"),
            (message("Hồ sơ của tôi"), "portal:mine"),
            (message("Kiểm tra giấy tờ"), "portal:verify"),
            (message("Phản ánh"), "feedback:overview"),
            (message("Mức độ"), "levels:overview"),
            (message("Cơ quan"), "agencies:tree"),
            (message("Lịch làm việc"), "agencies:calendar"),
        ),
        work=(
            _DESK,
            (
                message("Việc của tôi"),
                message("Một cửa: hồ sơ chờ tiếp nhận và việc của bạn"),
                "onestop:inbox",
            ),
            (
                message("Tại quầy"),
                message("Tiếp nhận tại quầy: người dân đến trực tiếp, hồ sơ qua bưu chính"),
                "onestop:counter",
            ),
            (
                message("Giúp nộp"),
                message("Giúp người dân nộp trực tuyến"),
                "onestop:helping",
            ),
            (message("Tìm hồ sơ"), message("Tìm hồ sơ của cơ quan bạn"), "onestop:search"),
            (
                message("Phối hợp"),
                message("Ý kiến phối hợp với cơ quan khác: được hỏi và đã hỏi"),
                "onestop:asked",
            ),
            (
                message("Bàn giao"),
                message("Bàn giao hồ sơ đã tiếp nhận cho đơn vị giải quyết"),
                "onestop:hand-overs",
            ),
            (
                message("Phản ánh"),
                message("Phản ánh, kiến nghị của người dân: tiếp nhận, trả lời, công khai"),
                "feedback:inbox",
            ),
            ("", message("Đánh giá của người dân, theo thủ tục và tháng"), "feedback:rated"),
            (
                "",
                message("Sổ theo dõi hồ sơ, xem và tải về"),
                "onestop:register",
            ),
            (
                "",
                message("Báo cáo định kỳ II.06a, II.07a"),
                "onestop:periodic",
            ),
            ("", message("Người ký thay khi bạn vắng mặt"), "identity:deputies"),
            (
                message("Điều hành"),
                message("Điều hành: đúng hạn, quá hạn, khối lượng việc theo đơn vị, bước, cán bộ"),
                "onestop:board",
            ),
            (
                "",
                message("Thu phí, lệ phí: theo ngày, tài khoản, hình thức; tiền chưa đối chiếu"),
                "onestop:takings",
            ),
            ("", message("Dịch vụ, mức độ và thanh toán trực tuyến"), "onestop:services"),
            (
                "",
                message("Nhập hồ sơ từ hệ thống một cửa khác, xuất hồ sơ"),
                "onestop:transfers",
            ),
            (
                "",
                message("Số hóa kết quả cũ còn giá trị: nhập, kiểm tra, số liệu"),
                "onestop:digitising",
            ),
            ("", message("Người dân điền hồ sơ đến đâu"), "onestop:funnels"),
            (
                message("Danh mục thủ tục"),
                message("Danh mục thủ tục: soạn thảo, công bố, quy định riêng"),
                "catalogue:list",
            ),
            (
                message("Biểu mẫu"),
                message("Biểu mẫu điện tử: soạn, duyệt, công bố"),
                "eforms:list",
            ),
            (
                message("Quy trình"),
                message("Quy trình nội bộ và bảng quyết định"),
                "processes:list",
            ),
            ("", message("Lời tin báo: đặt theo thủ tục, cách gửi, thứ tiếng"), "notices:texts"),
            ("", message("Chi phí tin báo theo tháng và thủ tục"), "notices:costs"),
            ("", message("Webhook: báo cho phần mềm khác của cơ quan"), "notices:webhooks"),
            _ACCOUNTS,
            *_CALENDAR,
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
        work=(
            _DESK,
            (
                message("Tệp số liệu"),
                message("Gửi và xem tệp số liệu khai báo"),
                "reporting:imports",
            ),
            (
                message("Danh mục thủ tục"),
                message("Danh mục thủ tục: soạn thảo, công bố, quy định riêng"),
                "catalogue:list",
            ),
            _ACCOUNTS,
            *_CALENDAR,
        ),
    ),
    Site.SANDBOX: SiteDefinition(
        applications=(*FOUNDATION, "allauth.idp.oidc", "motcua.sandbox"),
        urls="motcua.conf.urls.sandbox",
        navigation=(
            (message("Hộp thư"), "sandbox-messages:inbox"),
            (message("Định danh"), "sandbox-identity:control"),
            (message("Thanh toán"), "sandbox-payment:control"),
            (message("Ngân hàng"), "sandbox-payment:bank"),
            (message("Dân cư"), "sandbox-population:control"),
        ),
    ),
}
