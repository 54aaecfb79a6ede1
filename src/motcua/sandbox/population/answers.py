"""Writes the answers: what the register says of a citizen, and faults as SOAP 1.1 wants them."""

from datetime import date
from typing import Final

from lxml import etree

from motcua.sandbox.population import switch
from motcua.sandbox.population.questions import CONFIRM, ENVELOPE, REGISTER, Question
from motcua.sandbox.population.register import RECORDS, Place, Record, find

Shown = tuple[Record, date | None, date | None]
"""Whom an answer speaks of, as born on a day, as died on a day."""

CITIZENS: Final = "http://www.mic.gov.vn/dancu/1.0"
_MALE, _FEMALE = "1", "2"
_A_CHILD: Final = date(2015, 4, 30)
_A_DEATH: Final = date(2019, 12, 24)

ERROR_PAGE: Final = b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>"
WITH_ENTITIES: Final = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    b'<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>&e;</Body></Envelope>'
)


def answer(question: Question) -> tuple[bytes, str]:
    """Return the envelope that answers, and in one word what it says."""
    found = find(personal_id=question.personal_id, full_name=question.full_name, born=question.born)
    if question.operation == CONFIRM:
        return _confirmed(question, agrees=found is not None)
    shown = _shown(found)
    return _looked_up(question, shown), "found" if shown else "not_found"


def fault(code: str, why: str) -> bytes:
    """Return the envelope of a fault.

    Source: SOAP 1.1 §4.4: the children of a fault are in no namespace.
    """
    envelope, body = _envelope()
    element = etree.SubElement(body, f"{{{ENVELOPE}}}Fault")
    for name, text in (("faultcode", "soap:Client"), ("faultstring", f"{code}: {why}")):
        etree.SubElement(element, name).text = text
    return _written(envelope)


def _shown(found: Record | None) -> list[Shown]:
    """Return whom the answer speaks of, each with birth and death, as the switch says."""
    if found is None:
        return []
    other = next(record for record in RECORDS.values() if record is not found)
    itself = (found, found.born, found.died)
    somebody = (other, other.born, other.died)
    faulty: dict[str, list[Shown]] = {
        switch.NOBODY: [],
        switch.OTHER_PERSON: [somebody],
        switch.TWO_PERSONS: [itself, somebody],
        switch.MINOR: [(found, _A_CHILD, None)],
        switch.DECEASED: [(found, found.born, _A_DEATH)],
    }
    return faulty.get(switch.position(), [itself])


def _confirmed(question: Question, *, agrees: bool) -> tuple[bytes, str]:
    envelope, body = _envelope()
    told = _inside(body, REGISTER, f"{question.operation}Response")
    _inside(told, REGISTER, "MaYeuCau", question.number)
    _inside(told, REGISTER, "KetQua", "1" if agrees else "0")
    return _written(envelope), "yes" if agrees else "no"


def _looked_up(question: Question, shown: list[Shown]) -> bytes:
    envelope, body = _envelope()
    told = _inside(body, REGISTER, f"{question.operation}Response")
    _inside(told, REGISTER, "MaYeuCau", question.number)
    citizens = _inside(told, CITIZENS, "CongdanCollection")
    for record, born, died in shown:
        _citizen(citizens, record, born, died)
    return _written(envelope)


def _citizen(
    citizens: etree._Element, record: Record, born: date | None, died: date | None
) -> None:
    person = record.person
    citizen = _inside(citizens, CITIZENS, "CongDan")
    _inside(citizen, CITIZENS, "SoDinhDanh", person.personal_id)
    family, *middle, given = person.full_name.split()
    name = _inside(citizen, CITIZENS, "HoVaTen")
    for part, text in (("Ho", family), ("ChuDem", " ".join(middle)), ("Ten", given)):
        _inside(name, CITIZENS, part, text)
    _inside(citizen, CITIZENS, "GioiTinh", _FEMALE if person.female else _MALE)
    _inside(citizen, CITIZENS, "DanToc", record.ethnicity)
    _inside(citizen, CITIZENS, "QuocTich", "VN")
    birth = _inside(citizen, CITIZENS, "NgayThangNamSinh")
    if born is None:
        _inside(birth, CITIZENS, "Nam", person.born)
    else:
        _inside(birth, CITIZENS, "NgayThangNam", f"{born:%Y%m%d}")
    for element, place in (
        ("NoiDangKyKhaiSinh", record.birth_registered),
        ("QueQuan", record.home_town),
        ("ThuongTru", record.permanent),
        ("NoiOHienTai", record.permanent),
    ):
        _place(_inside(citizen, CITIZENS, element), place)
    for element, full_name in (("Cha", record.father), ("Me", record.mother)):
        if full_name:
            _inside(_inside(citizen, CITIZENS, element), CITIZENS, "HoVaTen", full_name)
    if died is not None:
        _inside(citizen, CITIZENS, "NgayMat", f"{died:%Y%m%d}")


def _place(element: etree._Element, place: Place) -> None:
    for name, text in (
        ("MaTinhThanh", place.province),
        ("MaQuanHuyen", place.district),
        ("MaPhuongXa", place.commune),
        ("ChiTiet", place.line),
        ("QuocGia", "VN"),
    ):
        _inside(element, CITIZENS, name, text)


def _envelope() -> tuple[etree._Element, etree._Element]:
    envelope = etree.Element(f"{{{ENVELOPE}}}Envelope", nsmap={"soap": ENVELOPE})
    return envelope, etree.SubElement(envelope, f"{{{ENVELOPE}}}Body")


def _inside(above: etree._Element, namespace: str, name: str, text: str = "") -> etree._Element:
    element = etree.SubElement(above, f"{{{namespace}}}{name}")
    element.text = text or None
    return element


def _written(envelope: etree._Element) -> bytes:
    return bytes(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"))
