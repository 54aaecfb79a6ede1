"""Components that are short for several: people, bank accounts, parcels of land, columns.

Each stands for a group of plain components whose keys begin with its own (`<key>.ho_ten`), so that
answers, conditions and prefill need to know nothing of blocks.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from motcua.eforms import noise
from motcua.eforms.source import Source
from motcua.kernel.messages import message as _

Written = dict[str, Any]

NO_SUCH_PART: Final = _("phần này không có; xem danh sách phần trong tài liệu định dạng biểu mẫu")
NO_PARTS: Final = _("phải ghi các phần cần hỏi (parts)")
COLUMNS_HANG: Final = _("đặt điều kiện ở từng ô trong cột, không đặt ở cột")

PERSON: Final[Mapping[str, Written]] = {
    "ho_ten": {"type": "textfield", "label": _("Họ, chữ đệm, tên"), "validate": {"maxLength": 100}},
    "so_dinh_danh": {"type": "personalId", "label": _("Số định danh cá nhân")},
    "ngay_sinh": {"type": "day", "label": _("Ngày, tháng, năm sinh"), "maxDate": "today"},
    "gioi_tinh": {
        "type": "radio",
        "label": _("Giới tính"),
        "values": [{"value": "nam", "label": _("Nam")}, {"value": "nu", "label": _("Nữ")}],
    },
    "dan_toc": {
        "type": "select",
        "label": _("Dân tộc"),
        "dataSrc": "catalogue",
        "catalogue": "dan-toc",
    },
    "ton_giao": {
        "type": "select",
        "label": _("Tôn giáo"),
        "dataSrc": "catalogue",
        "catalogue": "ton-giao",
    },
    "quoc_tich": {
        "type": "select",
        "label": _("Quốc tịch"),
        "dataSrc": "catalogue",
        "catalogue": "quoc-gia",
    },
    "noi_cu_tru": {
        "type": "textarea",
        "label": _("Nơi cư trú"),
        "rows": 2,
        "validate": {"maxLength": 250},
    },
    "dia_chi": {"type": "vnAddress", "label": _("Địa chỉ")},
    "nghe_nghiep": {"type": "textfield", "label": _("Nghề nghiệp"), "validate": {"maxLength": 100}},
    "dien_thoai": {"type": "phoneNumber", "label": _("Số điện thoại")},
    "thu_dien_tu": {"type": "email", "label": _("Thư điện tử")},
}
"""What may be asked about a person. Source: forms of Thông tư 04/2020/TT-BTP, annex 5."""

_PREFILLED: Final = {
    "ho_ten": "full_name",
    "so_dinh_danh": "personal_id",
    "ngay_sinh": "birth_date",
    "noi_cu_tru": "address",
    "dien_thoai": "phone",
    "thu_dien_tu": "email",
}

_VERIFIED: Final = frozenset({"ho_ten", "so_dinh_danh", "ngay_sinh"})
"""What the identity was verified by: a form does not let it be changed."""

BANK_ACCOUNT: Final[Mapping[str, Written]] = {
    "ngan_hang": {
        "type": "select",
        "label": _("Ngân hàng"),
        "dataSrc": "catalogue",
        "catalogue": "ngan-hang",
    },
    "so_tai_khoan": {
        "type": "textfield",
        "label": _("Số tài khoản"),
        "description": _("Chỉ gồm chữ số và chữ cái không dấu, viết liền"),
        "validate": {
            "pattern": "[0-9A-Za-z]{4,19}",
            "maxLength": 19,
            "customMessage": _("Số tài khoản chỉ gồm 4 đến 19 chữ số và chữ cái không dấu."),
        },
    },
    "chu_tai_khoan": {
        "type": "textfield",
        "label": _("Chủ tài khoản"),
        "description": _("Như ngân hàng ghi"),
        "validate": {"maxLength": 100},
    },
}
PARCEL: Final[Mapping[str, Written]] = {
    "so_thua": {
        "type": "textfield",
        "label": _("Thửa đất số"),
        "validate": {
            "pattern": "[0-9]{1,6}[a-z]?",
            "maxLength": 7,
            "customMessage": _("Số thửa là chữ số, có thể thêm một chữ cái, ví dụ 125 hoặc 125a."),
        },
    },
    "so_to": {
        "type": "textfield",
        "label": _("Tờ bản đồ số"),
        "validate": {
            "pattern": "[0-9]{1,6}[a-z]?",
            "maxLength": 7,
            "customMessage": _("Số tờ là chữ số, có thể thêm một chữ cái, ví dụ 125 hoặc 125a."),
        },
    },
    "dien_tich": {
        "type": "number",
        "label": _("Diện tích"),
        "suffix": "m²",
        "decimalLimit": 1,
        "validate": {"max": 999_999_999},
    },
    "loai_dat": {
        "type": "select",
        "label": _("Loại đất"),
        "dataSrc": "catalogue",
        "catalogue": "loai-dat",
    },
    "dia_chi": {"type": "vnAddress", "label": _("Địa chỉ thửa đất")},
    "so_phat_hanh": {
        "type": "textfield",
        "label": _("Số phát hành Giấy chứng nhận"),
        "description": _("Số in ở trang 1 của Giấy chứng nhận, ví dụ BK 123456"),
        "validate": {"maxLength": 20},
    },
}
"""Source: forms of Nghị định 43/2014/NĐ-CP and Thông tư 24/2014/TT-BTNMT."""


def expanded(source: Source) -> list[Source] | None:
    """Return the components that a component is short for, None where it is short for none."""
    expand = _BLOCKS.get(source.type)
    return expand(source) if expand else None


def types() -> list[str]:
    """Return the types of components that are short for others."""
    return list(_BLOCKS)


def _columns(source: Source) -> list[Source]:
    source.only(noise.COMMON_PLACES, {"columns"}, noise.OF_COMPONENTS, noise.OF_COLUMNS)
    if "when" in source.inside("conditional") or "json" in source.inside("conditional"):
        source.refuse(COLUMNS_HANG, "conditional")
    found = []
    for column in source.items("columns"):
        column.only({"components"}, noise.OF_COLUMNS)
        found += column.items("components")
    return found


def _of_parts(parts: Mapping[str, Written]) -> Callable[[Source], list[Source]]:
    def expand(source: Source) -> list[Source]:
        source.only(noise.COMMON_PLACES, BLOCK_PROPERTIES, noise.OF_COMPONENTS)
        asked = source.texts("parts")
        if not asked:
            source.refuse(NO_PARTS, "parts")
        required, hints = source.texts("requiredParts"), source.inside("hints")
        for name, names in (("parts", asked), ("requiredParts", required)):
            if not set(names) <= set(parts if name == "parts" else asked):
                source.refuse(NO_SUCH_PART, name)
        key, origin = source.text("key"), source.text("prefillFrom")
        components = list(
            _members(
                {part: parts[part] for part in asked if part in parts},
                key,
                required=required,
                hints={part: hints.words(part) for part in asked},
                origin=origin,
                personal=source.flag("personal", default=True),
            )
        )
        group = {
            "type": "fieldset",
            "key": f"{key}.nhom",
            "legend": source.value("label"),
            "components": components,
            "conditional": source.value("conditional"),
            "conditionText": source.value("conditionText"),
        }
        return [source.standing_for(group)]

    return expand


BLOCK_PROPERTIES: Final = frozenset({"parts", "requiredParts", "hints", "prefillFrom", "personal"})


def _members(
    parts: Mapping[str, Written],
    key: str,
    *,
    required: list[str],
    hints: Mapping[str, str],
    origin: str,
    personal: bool,
) -> Iterator[Written]:
    for name, part in parts.items():
        member = {**part, "key": f"{key}.{name}", "personal": personal}
        if name in required:
            member["validate"] = {**part.get("validate", {}), "required": True}
        if hints.get(name):
            member["description"] = hints[name]
        if origin and name in _PREFILLED:
            member["prefill"] = f"{origin}.{_PREFILLED[name]}"
            if origin == "identity" and name in _VERIFIED:
                member["disabled"] = True
        yield member


_BLOCKS: Final[dict[str, Callable[[Source], list[Source]]]] = {
    "columns": _columns,
    "personBlock": _of_parts(PERSON),
    "bankAccount": _of_parts(BANK_ACCOUNT),
    "parcel": _of_parts(PARCEL),
}
