"""The form of a procedure that has none of its own (biểu mẫu chung): made from its record; pure.

So every procedure takes dossiers online from the first day. It asks who applies and for whom, what
is wanted, and for one file of each paper of the record. It knows nothing of the matter itself, and
is worth level 3 at most (`rules.checks`).

Keys never depend on the order of the record. A full form that takes the place of this one keeps
the answers that people gave, where it uses the same keys for the same questions:

* `ho_ten`, `so_dinh_danh`, `ngay_sinh`, `noi_cu_tru`, `dien_thoai`, `thu_dien_tu`: who applies;
* `truong_hop`: the case, by the codes of the record; `noi_dung_de_nghi`, `muc_dich`;
* `nop_cho`, with `thay_mat_ho_ten`, `thay_mat_so_dinh_danh`, `to_chuc_ten`, `to_chuc_ma_so_thue`;
* what a fee counts: the name that the record says (`Fee.field`);
* `giay_to_` and the code of a paper, with `_` for what is no letter or digit; `cam_doan`.

Its definition is published when the first draft of a version begins, and stays that version's form
for good: a later version of this module makes forms for later versions of procedures only.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from motcua.catalogue.rules import CASE_FIELD
from motcua.catalogue.types import Content, Fee, Paper
from motcua.kernel import text
from motcua.kernel.messages import message as _

Component = dict[str, Any]

LARGEST: Final = "10MB"
_TYPES: Final = ".pdf,.jpg,.png"
_LONGEST_KEY: Final = 50
_MOST_UNITS: Final = 999

_FOR_SELF, _FOR_PERSON, _FOR_BODY = "ban_than", "nguoi_khac", "to_chuc"
_WHERE_THERE_IS: Final = re.compile(r"nếu có|trong trường hợp|\bkhi\b", re.IGNORECASE)
"""Words of a paper's name by which it is not always asked for."""

_APPLICANT: Final[tuple[Component, ...]] = (
    {
        "type": "textfield",
        "key": "ho_ten",
        "label": _("Họ, chữ đệm, tên"),
        "prefill": "identity.full_name",
        "autocomplete": "name",
        "validate": {"required": True, "maxLength": 100},
    },
    {
        "type": "personalId",
        "key": "so_dinh_danh",
        "label": _("Số định danh cá nhân"),
        "description": _("12 chữ số trên thẻ căn cước công dân"),
        "prefill": "identity.personal_id",
        "validate": {"required": True},
    },
    {
        "type": "day",
        "key": "ngay_sinh",
        "label": _("Ngày, tháng, năm sinh"),
        "description": _("Ví dụ 18 10 1990"),
        "prefill": "identity.birth_date",
        "autocomplete": "bday",
        "maxDate": "today",
        "validate": {"required": True},
    },
    {
        "type": "textarea",
        "key": "noi_cu_tru",
        "rows": 2,
        "label": _("Nơi cư trú"),
        "description": _("Ghi đủ số nhà, đường hoặc thôn, xã, huyện, tỉnh"),
        "prefill": "identity.address",
        "autocomplete": "street-address",
        "validate": {"required": True, "maxLength": 250},
    },
    {
        "type": "phoneNumber",
        "key": "dien_thoai",
        "label": _("Số điện thoại"),
        "description": _("Để nhắn tin khi hồ sơ có thay đổi"),
        "prefill": "identity.phone",
        "autocomplete": "tel",
        "validate": {"required": True},
    },
    {
        "type": "email",
        "key": "thu_dien_tu",
        "label": _("Thư điện tử (nếu có)"),
        "description": _("Để nhận giấy hẹn và thông báo có kết quả"),
        "prefill": "identity.email",
        "autocomplete": "email",
    },
)


def name_of(procedure_code: str) -> str:
    """Return the key under which the general form of a procedure is published."""
    return f"sinh-{_slug(procedure_code, '-')}"


def definition_of(content: Content) -> dict[str, Any]:
    """Return the form made from a record, as Form.io writes forms; always the same for the same."""
    panels = [
        _panel("nguoi_yeu_cau", _("Người yêu cầu"), [*_APPLICANT, *_for_whom(content)]),
        _panel("noi_dung", _("Nội dung đề nghị"), list(_request(content))),
        _panel("giay_to_kem_theo", _("Giấy tờ kèm theo"), [*_papers(content), _DECLARATION]),
    ]
    return {
        "name": name_of(content.code),
        "title": _plain(content.name),
        "display": "wizard",
        "components": panels,
        "properties": {
            "declaration": {"title": _("Đơn đề nghị giải quyết thủ tục hành chính"), "number": ""}
        },
    }


def keys_of(papers: Iterable[Paper]) -> dict[str, str]:
    """Return the key of the question that asks for each paper, by the paper's code.

    Codes that come to the same key get a number, in the order of the record.
    """
    found: dict[str, str] = {}
    for paper in papers:
        key = f"giay_to_{_slug(paper.code, '_')}"[:_LONGEST_KEY]
        same = sum(other == key or other.startswith(f"{key}__") for other in found.values())
        found[paper.code] = f"{key}__{same + 1}" if same else key
    return found


def is_asked_for(paper: Paper) -> bool:
    """Tell whether a file of a paper is asked for online.

    What the record would have filled in as a form is asked for too: this form does not fill it in.
    """
    return paper.online in {"form", "upload"}


def _panel(key: str, title: str, components: list[Component]) -> Component:
    return {"type": "panel", "key": key, "title": title, "components": components}


def _for_whom(content: Content) -> Iterator[Component]:
    yield {
        "type": "radio",
        "key": "nop_cho",
        "label": _("Bạn nộp hồ sơ này cho ai?"),
        "personal": False,
        "values": [
            {"value": _FOR_SELF, "label": _("Cho bản thân")},
            {"value": _FOR_PERSON, "label": _("Thay cho người khác")},
            {"value": _FOR_BODY, "label": _("Cho cơ quan, tổ chức, hộ kinh doanh")},
        ],
        "validate": {"required": True},
    }
    person = {"conditional": {"show": True, "when": "nop_cho", "eq": _FOR_PERSON}}
    body = {"conditional": {"show": True, "when": "nop_cho", "eq": _FOR_BODY}}
    yield {
        "type": "textfield",
        "key": "thay_mat_ho_ten",
        "label": _("Họ, chữ đệm, tên người được nộp thay"),
        **person,
        "validate": {"required": True, "maxLength": 100},
    }
    yield {
        "type": "personalId",
        "key": "thay_mat_so_dinh_danh",
        "label": _("Số định danh cá nhân của người được nộp thay (nếu có)"),
        **person,
    }
    yield {
        "type": "textfield",
        "key": "to_chuc_ten",
        "label": _("Tên cơ quan, tổ chức, hộ kinh doanh"),
        "personal": False,
        **body,
        "validate": {"required": True, "maxLength": 200},
    }
    yield {
        "type": "taxCode",
        "key": "to_chuc_ma_so_thue",
        "label": _("Mã số thuế hoặc mã số doanh nghiệp (nếu có)"),
        **body,
    }
    if not any("ủy quyền" in paper.name.casefold() for paper in content.papers):
        yield {
            "type": "file",
            "key": "van_ban_uy_quyen",
            "label": _("Văn bản ủy quyền hoặc giấy tờ chứng minh quan hệ"),
            "description": _("Giấy tờ cho thấy bạn được nộp thay người này"),
            **person,
            **_FILE,
            "softRequired": True,
        }


def _request(content: Content) -> Iterator[Component]:
    if content.cases:
        yield {
            "type": "radio",
            "key": CASE_FIELD,
            "label": _("Hồ sơ của bạn thuộc trường hợp nào?"),
            "personal": False,
            "values": [{"value": one.code, "label": _plain(one.name)} for one in content.cases],
            "validate": {"required": True},
        }
    for fee in _counting(content):
        yield {
            "type": "number",
            "key": fee.field,
            "label": _("Số lượng tính phí, lệ phí"),
            "description": _plain(f"{fee.name}, tính theo {fee.unit}"),
            "personal": False,
            "defaultValue": 1,
            "validate": {"required": True, "min": 1, "max": _MOST_UNITS},
        }
    yield {
        "type": "textarea",
        "key": "noi_dung_de_nghi",
        "rows": 8,
        "label": _("Bạn đề nghị cơ quan giải quyết việc gì?"),
        "description": _("Nêu việc cần giải quyết, đối tượng, địa điểm, số giấy tờ liên quan"),
        "validate": {"required": True, "minLength": 10, "maxLength": 4000},
    }
    yield {
        "type": "textfield",
        "key": "muc_dich",
        "label": _("Mục đích sử dụng kết quả (không bắt buộc)"),
        "validate": {"maxLength": 200},
    }


def _papers(content: Content) -> Iterator[Component]:
    on_paper = [paper for paper in content.papers if paper.online == "missing"]
    if on_paper:
        names = "".join(f"<li>{_escaped(paper.name)}</li>" for paper in on_paper)
        said = _("Giấy tờ sau chưa nhận được qua mạng; nộp bản giấy khi cơ quan hẹn:")
        yield {
            "type": "content",
            "key": "giay_to_nop_ban_giay",
            "html": f"<p>{said}</p><ul>{names}</ul>",
        }
    if any(map(is_asked_for, content.papers)):
        said = _("Chụp hoặc quét rõ, đủ trang; giấy tờ nhiều trang thì gộp thành một tệp PDF.")
        yield {"type": "content", "key": "giay_to_huong_dan", "html": f"<p>{said}</p>"}
    cases = {one.code: one.name for one in content.cases}
    keys = keys_of(content.papers)
    for paper in filter(is_asked_for, content.papers):
        condition = _condition(paper, cases)
        needed = not paper.note and not _WHERE_THERE_IS.search(paper.name)
        must = {"validate": {"required": True}} if needed else {"softRequired": True}
        yield {
            "type": "file",
            "key": keys[paper.code],
            "label": _plain(paper.name),
            "description": _hint(paper),
            **condition,
            **_FILE,
            **must,
        }


def _condition(paper: Paper, cases: dict[str, str]) -> Component:
    """Return when a paper is asked for; nothing where every case asks for it."""
    if not paper.cases or set(paper.cases) == set(cases):
        return {}
    rule = {"in": [{"var": f"data.{CASE_FIELD}"}, list(paper.cases)]}
    named = "; ".join(cases[code] for code in paper.cases)
    return {"conditional": {"json": rule}, "conditionText": _plain(f"Trường hợp: {named}")}


def _hint(paper: Paper) -> str:
    """Return the record's note, the form that it is written on, and how many are asked for."""
    counts = [
        f"{count} {kind}"
        for count, kind in ((paper.originals, "bản chính"), (paper.copies, "bản sao"))
        if count
    ]
    form = paper.form_name if paper.form_name != paper.name else ""
    parts = [
        paper.note.rstrip("."),
        f"Viết theo mẫu: {form}" if form else "",
        f"Hồ sơ giấy gồm {' và '.join(counts)}" if counts else "",
    ]
    return _plain(". ".join(part for part in parts if part))


def _counting(content: Content) -> list[Fee]:
    """Return the fees that count something, one for each thing counted, in any channel or case."""
    terms = [fee for term in content.terms for fee in term.fees or ()]
    return list({fee.field: fee for fee in (*terms, *content.fees) if fee.field}.values())


def _slug(code: str, between: str) -> str:
    return re.sub("[^a-z0-9]+", between, text.fold(code)).strip(between)


def _plain(said: str) -> str:
    """Return a text of the record as forms take it: one line, nothing that looks like a tag."""
    return " ".join(said.split()).replace("<", "‹")


def _escaped(said: str) -> str:
    return _plain(said).replace("&", "&amp;")


_FILE: Final[Component] = {"filePattern": _TYPES, "fileMaxSize": LARGEST}
_DECLARATION: Final[Component] = {
    "type": "declaration",
    "key": "cam_doan",
    "label": _(
        "Tôi cam đoan những nội dung khai trên đây và giấy tờ kèm theo là đúng sự thật, và chịu"
        " trách nhiệm trước pháp luật về cam đoan của mình."
    ),
    "personal": False,
}
