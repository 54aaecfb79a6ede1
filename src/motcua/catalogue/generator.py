"""A catalogue as large as a province's, made up: to measure with, and to see pages full.

Deterministic: the same count and seed give the same procedures. Every one is marked synthetic and
has a code that no real procedure can have.
"""

import random
from collections.abc import Iterator
from itertools import islice, product

from motcua.agencies.types import Tier
from motcua.catalogue.types import Act, Channel, Content, Limit, Paper, Reason
from motcua.kernel.workingtime import LimitUnit

PROVINCE = 1_938
"""As many procedures as tỉnh Quảng Nam had in 2019 (công văn 929/BTTTT-THH, appendix)."""

AT_DISTRICTS, AT_COMMUNES = 258, 145
"""How many of so many are carried out there; S3 says 200 to 300 and 100 to 200."""

_FIRST_CODE = 910_000
_MOST = 1_000_000 - _FIRST_CODE

_FIELDS = {
    "Trồng trọt và bảo vệ thực vật": (
        "cơ sở buôn bán thuốc bảo vệ thực vật",
        "cơ sở sản xuất phân bón",
        "vùng trồng cây ăn quả",
        "vườn ươm giống cây công nghiệp",
        "cơ sở đóng gói nông sản xuất khẩu",
        "hoạt động khảo nghiệm giống lúa",
    ),
    "Chăn nuôi và thú y": (
        "trang trại chăn nuôi quy mô lớn",
        "cơ sở giết mổ gia súc, gia cầm",
        "cửa hàng bán thuốc thú y",
        "cơ sở an toàn dịch bệnh động vật",
        "cơ sở ấp trứng gia cầm",
        "người hành nghề tiêm phòng gia súc",
    ),
    "Thủy sản": (
        "tàu cá vươn khơi",
        "cơ sở nuôi tôm thẻ",
        "lồng bè nuôi cá trên sông",
        "cơ sở sản xuất giống thủy sản",
        "thuyền viên tàu cá",
        "cảng cá loại hai",
    ),
    "Lâm nghiệp": (
        "khu rừng trồng sản xuất",
        "cơ sở nuôi động vật rừng",
        "cơ sở chế biến gỗ rừng trồng",
        "rừng giống cây bản địa",
        "phương án khai thác gỗ vườn",
        "dịch vụ môi trường rừng",
    ),
    "Tài nguyên nước và khoáng sản": (
        "công trình khai thác nước dưới đất",
        "công trình xả nước thải vào nguồn nước",
        "mỏ cát sỏi lòng sông",
        "mỏ đá làm vật liệu",
        "trạm quan trắc khí tượng",
        "hoạt động khoan thăm dò nước",
    ),
    "Công nghiệp và năng lượng": (
        "trạm nạp khí dầu mỏ hóa lỏng",
        "cửa hàng xăng dầu",
        "công trình điện mặt trời mái nhà",
        "kho hóa chất công nghiệp",
        "cụm công nghiệp làng nghề",
        "cơ sở sản xuất vật liệu nổ",
    ),
    "Thương mại": (
        "chợ đầu mối",
        "trung tâm thương mại",
        "đại lý bán lẻ thuốc lá",
        "hội chợ triển lãm",
        "hoạt động bán hàng đa cấp",
        "sàn giao dịch hàng hóa",
    ),
    "Vận tải": (
        "tuyến vận tải khách cố định",
        "phù hiệu xe hợp đồng",
        "bến thủy nội địa",
        "phương tiện thủy nội địa",
        "xe tập lái của cơ sở đào tạo",
        "trung tâm đăng kiểm",
    ),
    "Quy hoạch và hạ tầng": (
        "quy hoạch chi tiết khu dân cư",
        "đấu nối đường nhánh vào quốc lộ",
        "cây xanh đường phố",
        "chứng chỉ năng lực của nhà thầu",
        "hồ sơ thiết kế cơ sở",
        "nhà ở xã hội của dự án",
    ),
    "Dược và trang thiết bị y tế": (
        "nhà thuốc tư nhân",
        "quầy thuốc ở trạm",
        "cơ sở bán buôn dược liệu",
        "cơ sở phân phối vắc xin",
        "phòng xét nghiệm",
        "cơ sở thẩm mỹ",
    ),
    "Giáo dục nghề nghiệp": (
        "trung tâm ngoại ngữ, tin học",
        "trường trung cấp tư thục",
        "lớp đào tạo nghề ngắn hạn",
        "trường mầm non tư thục",
        "trung tâm học tập cộng đồng",
        "giáo viên dạy giỏi",
    ),
    "Văn hóa và di sản": (
        "lễ hội truyền thống",
        "di tích cấp tỉnh",
        "cơ sở karaoke",
        "đoàn nghệ thuật quần chúng",
        "bảo tàng ngoài công lập",
        "nghệ nhân dân gian",
    ),
    "Du lịch": (
        "khách sạn, cơ sở lưu trú",
        "hướng dẫn viên tại điểm",
        "doanh nghiệp lữ hành",
        "khu du lịch cấp tỉnh",
        "điểm dừng chân trên tuyến",
        "tàu du lịch biển đảo",
    ),
    "Thể dục thể thao": (
        "bể bơi, hồ bơi",
        "phòng tập thể hình",
        "sân bóng đá nhân tạo",
        "câu lạc bộ võ thuật",
        "giải thi đấu phong trào",
        "trường bắn thể thao",
    ),
    "Khoa học và công nghệ": (
        "đề tài cấp tỉnh",
        "thiết bị bức xạ chẩn đoán",
        "phép đo, chuẩn đo lường",
        "sáng kiến có phạm vi ảnh hưởng rộng",
        "tổ chức giám định công nghệ",
        "chỉ dẫn địa lý",
    ),
    "Bưu chính và xuất bản": (
        "cơ sở in",
        "doanh nghiệp bưu chính",
        "tài liệu không kinh doanh",
        "đại lý phát hành xuất bản phẩm",
        "trạm thu phát sóng di động",
        "bản tin nội bộ",
    ),
    "Tổ chức hội và tôn giáo": (
        "hội quần chúng",
        "quỹ từ thiện",
        "cơ sở tín ngưỡng",
        "chức sắc, chức việc",
        "cuộc lễ ngoài cơ sở thờ tự",
        "đại hội nhiệm kỳ",
    ),
    "Người có công": (
        "thương binh, bệnh binh",
        "thân nhân liệt sĩ",
        "người hoạt động kháng chiến",
        "mộ liệt sĩ",
        "thanh niên xung phong",
        "dụng cụ chỉnh hình",
    ),
    "Lao động và quan hệ lao động": (
        "nội quy lao động",
        "thỏa ước tập thể",
        "lao động nước ngoài làm chuyên gia",
        "doanh nghiệp cho thuê lại lao động",
        "tai nạn lao động",
        "trung tâm cai nghiện tự nguyện",
    ),
    "Tài chính và tài sản công": (
        "tài sản công dôi dư",
        "giá dịch vụ trông giữ xe",
        "mã số đơn vị quan hệ ngân sách",
        "quỹ đầu tư phát triển",
        "hóa đơn bán tài sản",
        "phương án giá nước sạch",
    ),
    "Bổ trợ tư pháp": (
        "văn phòng công chứng",
        "tổ chức hành nghề luật sư",
        "đấu giá viên",
        "giám định viên tư pháp",
        "trung tâm trọng tài",
        "hòa giải viên thương mại",
    ),
    "Đất đai của tổ chức": (
        "khu đất thuê của tổ chức kinh tế",
        "đất giao không qua đấu giá",
        "phương án bồi thường, tái định cư",
        "bảng giá đất bổ sung",
        "đất tôn giáo",
        "khu đất công ích",
    ),
}

_WAYS = (
    "Cấp giấy phép hoạt động đối với {}",
    "Cấp giấy chứng nhận đủ điều kiện đối với {}",
    "Cấp lại giấy chứng nhận đủ điều kiện đối với {}",
    "Gia hạn giấy phép đối với {}",
    "Điều chỉnh nội dung giấy phép đối với {}",
    "Thu hồi giấy phép đối với {}",
    "Thẩm định, phê duyệt hồ sơ về {}",
    "Công nhận, công nhận lại {}",
    "Đăng ký hoạt động đối với {}",
    "Đăng ký thay đổi thông tin của {}",
    "Thông báo chấm dứt hoạt động của {}",
    "Chấp thuận chủ trương về {}",
    "Tiếp nhận hồ sơ công bố hợp quy của {}",
    "Hỗ trợ kinh phí cho {}",
    "Kiểm tra, xác nhận {}",
    "Chuyển nhượng quyền khai thác {}",
)

_FOR = ("", " của tổ chức", " của cá nhân, hộ gia đình", " có vốn đầu tư nước ngoài")


def generate(count: int, *, seed: int = 1) -> Iterator[Content]:
    """Return so many made-up procedures, districts and communes in a province's proportion.

    Raises:
        ValueError: More are asked for than there are names.
    """
    names = [
        (field, way.format(thing) + subject)
        for (field, things), way, subject in product(_FIELDS.items(), _WAYS, _FOR)
        for thing in things
    ]
    if not 0 <= count <= min(len(names), _MOST):
        reason = f"between 0 and {len(names)} procedures can be made"
        raise ValueError(reason)
    dice = random.Random(seed)  # noqa: S311 nothing secret
    dice.shuffle(names)
    for number, (field, name) in enumerate(islice(names, count)):
        yield _procedure(number, field, name, dice)


def _procedure(number: int, field: str, name: str, dice: random.Random) -> Content:
    days = dice.choice((3, 5, 7, 10, 15, 20, 30))
    place = number * 1_001 % PROVINCE
    tier = _tier(place)
    return Content(
        code=f"9.{_FIRST_CODE + number}",
        name=name,
        tiers=(tier,),
        sector_code=f"LV-TH{list(_FIELDS).index(field) + 1:02d}",
        sector=field,
        summary="Thủ tục tổng hợp để minh hoạ một danh mục cỡ tỉnh; không có trong thực tế.",
        subjects=("Tổ chức, cá nhân",),
        decided_by="Cơ quan có thẩm quyền (minh hoạ)",
        steps=("Nộp hồ sơ tại bộ phận một cửa.", "Cơ quan thẩm định.", "Nhận kết quả."),
        channels=(Channel.COUNTER, Channel.POST),
        result_channels=(Channel.COUNTER, Channel.POST),
        papers=(Paper(code="don", name="Đơn đề nghị", originals=1, online="upload"),),
        fees=(),
        online_payment=False,
        limit=Limit(amount=days, unit=LimitUnit.WORKING_DAYS, wording=f"{days:02d} ngày làm việc."),
        result="Văn bản trả lời",
        legal_basis=(Act(number="minh hoạ", name="Căn cứ minh hoạ"),),
        refusal_reasons=(Reason(code="thieu-giay-to", text="Thiếu giấy tờ bắt buộc."),),
        certainty="Dữ liệu tổng hợp minh hoạ, máy tạo ra; không phải thủ tục có thật.",
        is_synthetic=True,
    )


def _tier(place: int) -> Tier:
    if place < AT_COMMUNES:
        return Tier.COMMUNE
    return Tier.DISTRICT if place < AT_COMMUNES + AT_DISTRICTS else Tier.DEPARTMENT
