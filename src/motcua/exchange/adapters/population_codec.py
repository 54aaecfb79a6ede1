"""Questions and answers of the population database as XML. Pure.

An answer tells something only where it is about exactly the person that was asked for, alone, and
alive. Anything that cannot be read is refused: no part of it is used.
"""

from collections.abc import Mapping
from typing import Final

from lxml import etree

from motcua.exchange import rules
from motcua.exchange.types import Asked, Fact, Known, Outcome, Told
from motcua.kernel import text
from motcua.net.errors import RemoteAnswerNotUnderstood

ENVELOPE: Final = "http://schemas.xmlsoap.org/soap/envelope/"
REGISTER: Final = "http://dancuquocgia.bca"
CITIZENS: Final = "http://www.mic.gov.vn/dancu/1.0"
INTEGRATION: Final = "037"
LOOK_UP: Final = "TraCuuThongTinCongDan"

_NEW_LENGTH: Final = 12
_NS: Final = {"s": ENVELOPE, "r": REGISTER, "c": CITIZENS}
_SEXES: Final = {"1": "male", "2": "female"}
_TWO: Final = 2
_PLACES: Final = {
    Fact.BIRTH_REGISTERED: "NoiDangKyKhaiSinh",
    Fact.HOME_TOWN: "QueQuan",
    Fact.PERMANENT_ADDRESS: "ThuongTru",
    Fact.PRESENT_ADDRESS: "NoiOHienTai",
}
_PARTS: Final = {
    "province": "MaTinhThanh",
    "district": "MaQuanHuyen",
    "commune": "MaPhuongXa",
    "line": "ChiTiet",
}


def question(asked: Asked, *, number: str, service: str, officer: str) -> bytes:
    """Return the envelope that asks for a person, its elements in the order that is demanded.

    Args:
        asked: Who.
        number: Of the question.
        service: Code of the procedure.
        officer: The acting account.
    """
    envelope = etree.Element(
        f"{{{ENVELOPE}}}Envelope", nsmap={"soapenv": ENVELOPE, "dan": REGISTER}
    )
    body = etree.SubElement(envelope, f"{{{ENVELOPE}}}Body")
    operation = etree.SubElement(body, f"{{{REGISTER}}}{LOOK_UP}")
    id_name = "SoDinhDanh" if len(asked.personal_id) == _NEW_LENGTH else "SoCMND"
    for name, value in (
        ("MaYeuCau", number),
        ("MaDVC", service),
        ("MaTichHop", INTEGRATION),
        ("MaCanBo", officer),
        (id_name, asked.personal_id),
        ("HoVaTen", _upper(asked.full_name)),
    ):
        etree.SubElement(operation, f"{{{REGISTER}}}{name}").text = value
    birth = etree.SubElement(operation, f"{{{REGISTER}}}NgayThangNamSinh")
    name, value = _birth(asked)
    etree.SubElement(birth, f"{{{REGISTER}}}{name}").text = value
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))


def read(content: bytes, *, asked: Asked, number: str) -> Told:
    """Return what an answer tells of the person that was asked for.

    Raises:
        RemoteAnswerNotUnderstood: It is no answer to this question.
    """
    citizens = _collection(_parsed(content), number).findall("c:CongDan", _NS)
    if not citizens:
        return Told(outcome=Outcome.NOT_FOUND)
    if len(citizens) > 1:
        return Told(outcome=Outcome.SEVERAL)
    (citizen,) = citizens
    if not _is_about(citizen, asked):
        return Told(outcome=Outcome.ANOTHER_PERSON)
    if _value(citizen, "NgayMat"):
        return Told(outcome=Outcome.DECEASED)
    return Told(outcome=Outcome.FOUND, facts=_facts(citizen))


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _not_understood() from None
    if root.getroottree().docinfo.doctype:
        raise _not_understood()
    return root


def _collection(root: etree._Element, number: str) -> etree._Element:
    """Return where the citizens stand, in the one answer to the question of this number."""
    answers = root.findall(f"s:Body/r:{LOOK_UP}Response", _NS)
    if root.tag != f"{{{ENVELOPE}}}Envelope" or len(answers) != 1:
        raise _not_understood()
    collections = answers[0].findall("c:CongdanCollection", _NS)
    if answers[0].findtext("r:MaYeuCau", "", _NS) != number or len(collections) != 1:
        raise _not_understood()
    return collections[0]


def _is_about(citizen: etree._Element, asked: Asked) -> bool:
    id_name = "SoDinhDanh" if len(asked.personal_id) == _NEW_LENGTH else "SoCMND"
    parts = (_value(citizen, f"HoVaTen/c:{part}") for part in ("Ho", "ChuDem", "Ten"))
    birth_name, birth = _birth(asked)
    return (
        _value(citizen, id_name) == asked.personal_id
        and _upper(" ".join(part for part in parts if part)) == _upper(asked.full_name)
        and _value(citizen, f"NgayThangNamSinh/c:{birth_name}") == birth
    )


def _facts(citizen: etree._Element) -> Mapping[Fact, Known]:
    """Return what is readable of the facts that we know; the rest of the answer is dropped here."""
    ethnicity, nationality = _value(citizen, "DanToc"), _value(citizen, "QuocTich")
    found: dict[Fact, Known] = {
        Fact.SEX: _SEXES.get(_value(citizen, "GioiTinh"), ""),
        Fact.ETHNICITY: ethnicity if len(ethnicity) == _TWO else "",
        Fact.NATIONALITY: nationality if len(nationality) == _TWO else "",
    }
    for fact, element in _PLACES.items():
        found[fact] = _place(citizen, element)
    return {fact: value for fact, value in found.items() if value}


def _place(citizen: etree._Element, element: str) -> Mapping[str, str]:
    """Return the parts of a place in Vietnam; empty where there is none."""
    if _value(citizen, f"{element}/c:QuocGia") != "VN":
        return {}
    parts = {part: _value(citizen, f"{element}/c:{name}") for part, name in _PARTS.items()}
    return {part: value for part, value in parts.items() if value}


def _value(citizen: etree._Element, path: str) -> str:
    return str(citizen.findtext(f"c:{path}", "", _NS)).strip()


def _birth(asked: Asked) -> tuple[str, str]:
    """Return the element of the birth and what stands in it."""
    if asked.birth_date is not None:
        return "NgayThangNam", f"{asked.birth_date:%Y%m%d}"
    return "Nam", str(rules.birth_year(asked.personal_id) or "")


def _upper(full_name: str) -> str:
    return text.normalise(full_name).upper()


def _not_understood() -> RemoteAnswerNotUnderstood:
    return RemoteAnswerNotUnderstood(remote="population")
