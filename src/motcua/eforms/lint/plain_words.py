"""Words of offices and of computers, and what people say instead.

Chosen by hand from forms in use; each is a proposal to the author, never a refusal.
"""

import re
from collections.abc import Iterator
from typing import Final

PLAIN: Final = {
    "bất động sản": "nhà, đất",
    "biên nhận hồ sơ": "giấy hẹn",
    "căn cứ vào": "theo",
    "có nhu cầu": "muốn",
    "đề đạt": "đề nghị",
    "đương sự": "bạn",
    "hạn định": "thời hạn",
    "hoàn trả": "trả lại",
    "hôn phối": "vợ hoặc chồng",
    "hộ khẩu thường trú": "nơi thường trú",
    "kể từ thời điểm": "từ khi",
    "khai trình": "khai",
    "khuyết danh": "không rõ tên",
    "kính chuyển": "gửi",
    "kính trình": "gửi",
    "nguyên quán": "quê quán",
    "nhằm mục đích": "để",
    "nhân khẩu": "người trong hộ",
    "niên hạn": "thời hạn",
    "phối ngẫu": "vợ hoặc chồng",
    "phương tiện giao thông cơ giới đường bộ": "xe",
    "phương tiện liên lạc": "số điện thoại, thư điện tử",
    "quá cố": "đã mất",
    "quý công dân": "bạn",
    "quý khách": "bạn",
    "sao y bản chính": "bản sao có chứng thực",
    "sinh quán": "nơi sinh",
    "tại thời điểm": "khi",
    "tạm trú quán": "nơi tạm trú",
    "thể nhân": "cá nhân",
    "theo quy định của pháp luật": "nói rõ phải làm gì",
    "theo quy định hiện hành": "nói rõ phải làm gì",
    "thủ trưởng cơ quan": "người đứng đầu cơ quan",
    "thụ lý": "nhận giải quyết",
    "tiến hành": "làm",
    "tọa lạc": "ở",
    "tống đạt": "giao",
    "trích yếu": "tóm tắt nội dung",
    "trong trường hợp": "nếu",
    "trú quán": "nơi ở",
    "từ trần": "mất",
    "xuất trình": "đưa cho xem",
    "CCCD": "căn cước công dân",
    "ĐKKD": "đăng ký kinh doanh",
    "GCN": "giấy chứng nhận",
    "GPLX": "giấy phép lái xe",
    "QSDĐ": "quyền sử dụng đất",
    "SĐT": "số điện thoại",
    "TTHC": "thủ tục hành chính",
    "UBND": "Ủy ban nhân dân",
    "click": "bấm",
    "download": "tải về",
    "email": "thư điện tử",
    "file": "tệp",
    "online": "trực tuyến",
    "password": "mật khẩu",
    "scan": "chụp hoặc quét",
    "submit": "gửi",
    "upload": "gửi tệp",
}

_BY_WORD: Final = {word.casefold(): plain for word, plain in PLAIN.items()}
# The longest first, so that a word inside another is not told twice.
_WORDS: Final = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, _BY_WORD), key=len, reverse=True)) + r")\b"
)


def in_text(text: str) -> Iterator[tuple[str, str]]:
    """Yield each office word of a text with what people say instead, once."""
    for word in dict.fromkeys(_WORDS.findall(text.casefold())):
        yield word, _BY_WORD[word]
