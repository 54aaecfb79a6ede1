"""Reads the questions: SOAP 1.1, the elements in exactly their order.

Source: SOAP 1.1 §4; the order of elements is that of public client code.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

ENVELOPE: Final = "http://schemas.xmlsoap.org/soap/envelope/"
REGISTER: Final = "http://dancuquocgia.bca"
INTEGRATION: Final = "037"

LOOK_UP: Final = "TraCuuThongTinCongDan"
CONFIRM: Final = "XacThucThongTinCongDan"
OPERATIONS: Final = frozenset({LOOK_UP, CONFIRM})

MOST_BYTES: Final = 16 * 1024
_NEEDED: Final = ("MaYeuCau", "MaDVC", "MaTichHop", "MaCanBo")
_OPTIONAL: Final = ("MaDonVi", "TaiKhoan", "SoDienThoai")
_IDS: Final = {"SoDinhDanh": re.compile(r"[0-9]{12}"), "SoCMND": re.compile(r"[0-9]{9}")}
_BIRTHS: Final = {"NgayThangNam": re.compile(r"[0-9]{8}"), "Nam": re.compile(r"[0-9]{4}")}
_LONGEST: Final = 128


class FaultError(Exception):
    """A question that is not answered; `code` is short and permanent."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code
        self.why = why


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked, by whom, for what: everything as it was written."""

    operation: str
    number: str
    service: str
    officer: str
    account: str
    personal_id: str
    full_name: str
    born: str


def read(body: bytes) -> Question:
    """Return the question of an envelope.

    Raises:
        FaultError: It is no envelope with one question in it as this register wants them.
    """
    operation = _operation(body)
    name = etree.QName(operation).localname
    if etree.QName(operation).namespace != REGISTER or name not in OPERATIONS:
        raise FaultError("operation", "no such operation in this namespace")
    children = iter(operation)
    texts = {wanted: _text(next(children, None), wanted) for wanted in _NEEDED}
    if texts["MaTichHop"] != INTEGRATION:
        raise FaultError("integration", "MaTichHop is not 037")
    rest = list(children)
    for optional in _OPTIONAL:
        if rest and rest[0].tag == f"{{{REGISTER}}}{optional}":
            texts[optional] = _text(rest.pop(0), optional)
    person = iter(rest)
    personal_id = _shaped(next(person, None), _IDS)
    full_name = _text(next(person, None), "HoVaTen")
    if full_name != full_name.upper():
        raise FaultError("name", "HoVaTen is not in upper case")
    born = _born(next(person, None))
    if next(person, None) is not None:
        raise FaultError("order", "nothing may follow NgayThangNamSinh")
    return Question(
        operation=name,
        number=texts["MaYeuCau"],
        service=texts["MaDVC"],
        officer=texts["MaCanBo"],
        account=texts.get("TaiKhoan", ""),
        personal_id=personal_id,
        full_name=full_name,
        born=born,
    )


def _operation(body: bytes) -> etree._Element:
    """Return the one element of the body."""
    if len(body) > MOST_BYTES:
        raise FaultError("xml", "too long")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise FaultError("xml", "no XML") from None
    if root.getroottree().docinfo.doctype:
        raise FaultError("doctype", "a document type is not taken")
    if any(not isinstance(node.tag, str) for node in root.iter()):
        raise FaultError("xml", "comments and instructions are not taken")
    if root.tag != f"{{{ENVELOPE}}}Envelope":
        raise FaultError("envelope", "no SOAP 1.1 envelope")
    bodies = list(_parts(root))
    if len(bodies) != 1 or len(bodies[0]) != 1:
        raise FaultError("envelope", "not one question in one body")
    return bodies[0][0]


def _parts(root: etree._Element) -> Iterator[etree._Element]:
    parts = list(root)
    if parts and parts[0].tag == f"{{{ENVELOPE}}}Header":
        parts.pop(0)
    for part in parts:
        if part.tag != f"{{{ENVELOPE}}}Body":
            raise FaultError("envelope", "something else than a header and a body")
        yield part


def _text(element: etree._Element | None, name: str) -> str:
    if element is None or element.tag != f"{{{REGISTER}}}{name}" or len(element):
        raise FaultError("order", f"{name} was expected here")
    text = (element.text or "").strip()
    if not text or len(text) > _LONGEST:
        raise FaultError("value", f"{name} is empty or too long")
    return text


def _shaped(element: etree._Element | None, shapes: dict[str, re.Pattern[str]]) -> str:
    """Return the text of an element that has one of some names, in the shape that belongs to it."""
    name = etree.QName(element).localname if element is not None else ""
    if name not in shapes:
        raise FaultError("order", f"{' or '.join(shapes)} was expected here")
    text = _text(element, name)
    if not shapes[name].fullmatch(text):
        raise FaultError("value", f"{name} has another shape")
    return text


def _born(element: etree._Element | None) -> str:
    if element is None or element.tag != f"{{{REGISTER}}}NgayThangNamSinh" or len(element) != 1:
        raise FaultError("order", "NgayThangNamSinh was expected here, with one element in it")
    return _shaped(element[0], _BIRTHS)
