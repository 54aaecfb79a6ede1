"""A simple form as a sheet, one row a question, and back.

A form is simple when its sheet, read again, is the same form: no rows, groups, rules or sources of
prefill. What a sheet says, the builder can go on with.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from typing import Any, Final, NamedTuple

from motcua.eforms import draft_errors
from motcua.kernel import text
from motcua.kernel.errors import Refusal
from motcua.kernel.messages import Message
from motcua.kernel.messages import message as _
from motcua.sheets import writing

NAME: Final = "Biểu mẫu"

TITLES: Final = {
    "page": "Trang",
    "question": "Câu hỏi",
    "kind": "Loại",
    "required": "Bắt buộc",
    "hint": "Gợi ý",
    "choices": "Lựa chọn",
    "when": "Chỉ khi",
    "key": "Khóa",
    "personal": "Dữ liệu cá nhân",
}
"""Titles of the columns, by the field of a row that each holds."""

KINDS: Final = {
    "chữ": "textfield",
    "đoạn văn": "textarea",
    "số": "number",
    "tiền": "currency",
    "ngày": "day",
    "giờ": "time",
    "chọn một": "radio",
    "danh sách": "select",
    "chọn nhiều": "selectboxes",
    "đánh dấu": "checkbox",
    "cam đoan": "declaration",
    "tệp": "file",
    "số định danh": "personalId",
    "mã số thuế": "taxCode",
    "điện thoại": "phoneNumber",
    "thư điện tử": "email",
    "địa chỉ": "vnAddress",
}
"""What people call the kinds of questions that a sheet can ask."""

YES: Final = "có"
NO: Final = "không"
SHARED: Final = "danh mục:"
"""Begins a cell of choices that names a list which the project carries."""

_PAPER: Final = {"filePattern": ".pdf,.jpg,.png", "fileMaxSize": "10MB"}
_CHOOSING: Final = frozenset({"radio", "select", "selectboxes"})
_TICKS: Final = frozenset({"checkbox", "declaration"})
_LONGEST_SLUG: Final = 40
_NOT_IN_KEYS: Final = re.compile(r"[^a-z0-9]+")
_CONDITION: Final = re.compile(r"(?P<asked>[^=≠]+)(?P<sign>[=≠])(?P<value>.+)")

NO_PAGE: Final = _("chưa ghi trang, và các dòng trên cũng chưa")
NO_QUESTION: Final = _("chưa ghi câu hỏi")
NO_KIND: Final = _("loại này không có; chọn trong danh sách của mẫu")
NO_FLAG: Final = _("chỉ ghi “có” hoặc “không”, hoặc để trống")
NO_CHOICES: Final = _("loại câu hỏi này cần các lựa chọn, mỗi lựa chọn một dòng")
NO_CHOICE: Final = _("loại câu hỏi này không có lựa chọn; để trống")
NO_CONDITION: Final = _("ghi dạng: câu hỏi = giá trị, hoặc: câu hỏi ≠ giá trị")
NOT_ABOVE: Final = _("không dòng nào ở trên hỏi câu này; ghi đúng câu hỏi hoặc khóa của nó")
NOT_OFFERED: Final = _("câu hỏi đó không có lựa chọn này")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One question as a line of texts; empty: nothing was said."""

    page: str = ""
    question: str = ""
    kind: str = ""
    required: str = ""
    hint: str = ""
    choices: str = ""
    when: str = ""
    key: str = ""
    personal: str = ""


Wrong = Callable[[str, Message], None]
"""Takes the field of a row that cannot be taken, and why."""


class Problem(NamedTuple):
    """What is wrong with a sheet: line of the file, title of the column (or empty), why."""

    line: int
    column: str
    reason: Message | Refusal


EXAMPLES: Final = (
    Row(page="Người yêu cầu", question="Họ, chữ đệm, tên", kind="chữ", required=YES, key="ho_ten"),
    Row(question="Ngày sinh", kind="ngày", required=YES, hint="Ví dụ 18 10 1990"),
    Row(
        page="Nội dung đề nghị",
        question="Bạn nộp cho ai?",
        kind="chọn một",
        required=YES,
        choices="Cho bản thân\nCho người khác",
        key="nop_cho",
        personal=NO,
    ),
    Row(
        question="Quan hệ với người đó",
        kind="chữ",
        required=YES,
        when="Bạn nộp cho ai? = Cho người khác",
    ),
    Row(question="Bản chụp giấy tờ", kind="tệp", hint="Chụp đủ bốn góc"),
    Row(question="Tôi cam đoan những điều đã khai là đúng", kind="cam đoan"),
)
"""What the template shows; it can be sent back as it is."""


def template() -> bytes:
    """Return the sheet to be filled in: examples, and lists to choose from."""
    return written(EXAMPLES)


def written(rows: Iterable[Row]) -> bytes:
    """Return rows as a workbook; the same rows are the same bytes."""
    lists = {"kind": [*KINDS], "required": [YES, NO], "personal": [YES, NO]}
    return writing.workbook(
        sheet=NAME,
        header=list(TITLES.values()),
        rows=([cell or None for cell in astuple(row)] for row in rows),
        choices={list(TITLES).index(field): offered for field, offered in lists.items()},
    )


def rows_of(definition: Mapping[str, Any]) -> list[Row]:
    """Return a simple form as rows.

    Raises:
        FormNotInSheet: It says more than a sheet can.
    """
    rows: list[Row] = []
    above: list[dict[str, Any]] = []
    pages = definition.get("components", [])
    for page in pages:
        if page.get("type") != "panel" or "conditional" in page:
            raise draft_errors.FormNotInSheet(question=_named(page))
        for number, component in enumerate(page.get("components", [])):
            row = _row(component, above, page=page["title"] if number == 0 else "")
            problems: list[Problem] = []
            if _component(1, row, above, problems.append) != component or problems:
                raise draft_errors.FormNotInSheet(question=_named(component))
            rows.append(row)
            above.append(component)
    return rows


def built(
    rows: Iterable[tuple[int, Row]], *, key: str, title: str
) -> tuple[dict[str, Any], list[Problem], dict[tuple[int, int], int]]:
    """Return the form that rows describe, what is wrong with them, and where each line went.

    Args:
        rows: With the number of their line.
        key: Of the form.
        title: As on the printed declaration.

    Returns:
        The definition, to be looked at when nothing is wrong; the problems; lines by the numbers of
        page and component.
    """
    pages: list[dict[str, Any]] = []
    above: list[dict[str, Any]] = []
    problems: list[Problem] = []
    lines: dict[tuple[int, int], int] = {}
    for line, row in rows:
        if row.page and (not pages or row.page != pages[-1]["title"]):
            taken = {page["key"] for page in pages}
            page_key = _free(f"trang_{_slug(row.page)}", taken)
            pages.append({"type": "panel", "key": page_key, "title": row.page, "components": []})
        if not pages:
            problems.append(Problem(line, TITLES["page"], NO_PAGE))
            continue
        component = _component(line, row, above, problems.append)
        lines[len(pages) - 1, len(pages[-1]["components"])] = line
        pages[-1]["components"].append(component)
        above.append(component)
    form = {"name": key, "title": title, "display": "wizard", "components": pages}
    return form, problems, lines


def _component(
    line: int, row: Row, above: list[dict[str, Any]], complain: Callable[[Problem], None]
) -> dict[str, Any]:
    """Return the component that a row asks for; complain of every cell that cannot be taken."""

    def wrong(column: str, reason: Message) -> None:
        complain(Problem(line, TITLES[column], reason))

    if not row.question:
        wrong("question", NO_QUESTION)
    kinds = {text.fold(word): type_name for word, type_name in KINDS.items()}
    type_name = kinds.get(text.fold(row.kind), "")
    if not type_name:
        wrong("kind", NO_KIND)
    taken = {one["key"] for one in above}
    return {
        "type": type_name,
        "key": row.key or _free(_slug(row.question), taken),
        "label": row.question,
        **({"description": row.hint} if row.hint else {}),
        **_flags(row, wrong),
        **_offer(type_name, row, wrong),
        **_hanging(row, above, wrong),
    }


def _flags(row: Row, wrong: Wrong) -> dict[str, Any]:
    flags = {"required": text.fold(row.required), "personal": text.fold(row.personal)}
    yes, no = text.fold(YES), text.fold(NO)
    for column, flag in flags.items():
        if flag not in {"", yes, no}:
            wrong(column, NO_FLAG)
    is_required = {"validate": {"required": True}} if flags["required"] == yes else {}
    is_open = {"personal": False} if flags["personal"] == no else {}
    return {**is_required, **is_open}


def _offer(type_name: str, row: Row, wrong: Wrong) -> dict[str, Any]:
    """Return what there is to choose from, or which papers are taken."""
    if type_name not in _CHOOSING:
        if row.choices:
            wrong("choices", NO_CHOICE)
        return _PAPER if type_name == "file" else {}
    if not row.choices:
        wrong("choices", NO_CHOICES)
    return _choosing(type_name, row.choices)


def _hanging(row: Row, above: list[dict[str, Any]], wrong: Wrong) -> dict[str, Any]:
    condition = _condition(row.when, above) if row.when else {}
    if not isinstance(condition, dict):
        wrong("when", condition)
        return {}
    return {"conditional": condition} if condition else {}


def _choosing(type_name: str, cell: str) -> dict[str, Any]:
    if cell.casefold().startswith(SHARED):
        return {"dataSrc": "catalogue", "catalogue": cell[len(SHARED) :].strip()}
    values: list[dict[str, str]] = []
    for said in filter(None, map(str.strip, cell.splitlines())):
        value, sign, label = (part.strip() for part in said.partition("="))
        taken = {one["value"] for one in values}
        one = (value, label) if sign else (_free(_slug(said), taken), said)
        values.append({"value": one[0], "label": one[1]})
    return {"data": {"values": values}} if type_name == "select" else {"values": values}


def _condition(cell: str, above: list[dict[str, Any]]) -> dict[str, Any] | Message:
    """Return the condition that a cell writes, or why it is none."""
    said = _CONDITION.fullmatch(cell)
    if said is None:
        return NO_CONDITION
    asked = said["asked"].strip()
    found = [one for one in above if asked in (one["key"], one["label"])]
    if not found:
        return NOT_ABOVE
    value = said["value"].strip()
    if found[-1]["type"] in _TICKS:
        eq = {text.fold(YES): "true", text.fold(NO): "false"}.get(text.fold(value))
    else:
        offered = _offered(found[-1])
        by_word = {**{one["value"]: one["value"] for one in offered}, **_by_label(offered)}
        eq = by_word.get(value) if offered else value
    if eq is None:
        return NOT_OFFERED
    return {"show": said["sign"] == "=", "when": found[-1]["key"], "eq": eq}


def _row(component: Mapping[str, Any], above: list[dict[str, Any]], *, page: str) -> Row:
    """Return what a row can say of a component; whether that is all of it, its reader tells."""
    words = {type_name: word for word, type_name in KINDS.items()}
    validate = component.get("validate")
    required = isinstance(validate, dict) and validate.get("required") is True
    return Row(
        page=page,
        question=_said(component, "label"),
        kind=words.get(_said(component, "type"), ""),
        required=YES if required else "",
        hint=_said(component, "description"),
        choices="\n".join(_choices_said(component)),
        when=_condition_said(component.get("conditional"), above),
        key=_said(component, "key"),
        personal=NO if component.get("personal") is False else "",
    )


def _choices_said(component: Mapping[str, Any]) -> Iterator[str]:
    if component.get("dataSrc") == "catalogue":
        yield f"{SHARED} {_said(component, 'catalogue')}"
    taken: set[str] = set()
    for one in _offered(component):
        free = _free(_slug(one["label"]), taken)
        is_own = one["value"] == free and "=" not in one["label"]
        yield one["label"] if is_own else f"{one['value']} = {one['label']}"
        taken.add(one["value"])


def _condition_said(condition: Any, above: list[dict[str, Any]]) -> str:
    if not isinstance(condition, dict):
        return ""
    asked = next((one for one in above if one["key"] == condition.get("when")), None)
    if asked is None:
        return ""
    sign, value = "=" if condition.get("show") is True else "≠", str(condition.get("eq"))
    if asked["type"] in _TICKS:
        value = YES if value == "true" else NO
    labels = {one["value"]: one["label"] for one in _offered(asked)}
    is_known_by_label = sum(one["label"] == asked["label"] for one in above) == 1
    named = (
        asked["label"] if is_known_by_label and not set(asked["label"]) & {*"=≠"} else asked["key"]
    )
    return f"{named} {sign} {labels.get(value, value)}"


def _offered(component: Mapping[str, Any]) -> list[dict[str, str]]:
    holder = component.get("data", {}) if component.get("type") == "select" else component
    values = holder.get("values", []) if isinstance(holder, dict) else []
    return [one for one in values if isinstance(one, dict) and {"value", "label"} <= one.keys()]


def _by_label(offered: list[dict[str, str]]) -> dict[str, str]:
    return {one["label"]: one["value"] for one in offered}


def _said(component: Mapping[str, Any], name: str) -> str:
    value = component.get(name, "")
    return value if isinstance(value, str) else ""


def _named(component: Mapping[str, Any]) -> str:
    return _said(component, "label") or _said(component, "title") or _said(component, "key")


def _slug(words: str) -> str:
    """Return words as a key: letters without diacritics, cut between words."""
    slug = _NOT_IN_KEYS.sub("_", text.fold(words)).strip("_")
    while len(slug) > _LONGEST_SLUG:
        slug = slug[:_LONGEST_SLUG].rpartition("_")[0] or slug[:_LONGEST_SLUG]
    return slug if slug[:1].isalpha() else f"o_{slug}".rstrip("_")


def _free(slug: str, taken: set[str]) -> str:
    """Return a key that nobody has: the slug, or the slug with a number."""
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}_{number}"
    return free
