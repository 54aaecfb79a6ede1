"""What the register holds of the invented people.

Source: Luật Căn cước công dân 2014, Điều 9: what is collected of each citizen.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from motcua.sandbox.identity.people import PEOPLE, DemoPerson


class Place(NamedTuple):
    """An address by the unit codes of 2021: province, district, commune, and the rest in words."""

    province: str
    district: str
    commune: str
    line: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """One citizen.

    Attributes:
        person: Whom the national identity knows too; names, id number and birth are taken there.
        ethnicity: Two digits of the official list.
        birth_registered, home_town, permanent: Where birth was registered, where the family comes
            from, where she is registered.
        father, mother: Full names; empty where the register knows none.
        died: None: alive.
    """

    person: DemoPerson
    ethnicity: str
    birth_registered: Place
    home_town: Place
    permanent: Place
    father: str = ""
    mother: str = ""
    died: date | None = None

    @property
    def full_name(self) -> str:
        """Return the name in upper case, the only spelling that is found."""
        return self.person.full_name.upper()

    @property
    def born(self) -> date | None:
        """Return the day of birth; None: only the year is known."""
        day, _, rest = self.person.born.partition("/")
        if not rest:
            return None
        return datetime.strptime(f"{day}/{rest}", "%d/%m/%Y").date()  # noqa: DTZ007 a day has no time zone

    @property
    def birth_text(self) -> str:
        """Return the birth as questions must name it: `yyyyMMdd`, or the year alone."""
        return f"{self.born:%Y%m%d}" if self.born else self.person.born


KINH: Final = "01"
CO_TU: Final = "26"


def _place(district: str, commune: str, line: str = "") -> Place:
    return Place("49", district, commune, line)


_BINH_NGUYEN = _place("513", "20800", "Thôn 2")
_TAM_KY = _place("502", "20347", "Khối phố 5")
_TA_BHING = _place("510", "20710", "Thôn Pà Xua")
_DUY_TRINH = _place("508", "20617", "Thôn Đông Yên")
_BINH_TRUNG = _place("513", "20848", "Thôn Trung Đàn")
_HOI_AN = _place("503", "20404", "Khối Phước Hòa")
_NUI_THANH = _place("517", "21001", "Thôn Long Bình")
_DIEN_BAN = _place("507", "20551", "Khối 3")
_TRA_MAI = _place("516", "20944", "Thôn 1")
_TAN_THANH = _place("502", "20335", "Khối phố 2")


def _record(key: str, at: Place, parents: tuple[str, str], ethnicity: str = KINH) -> Record:
    """Return the record of somebody who was born and still lives in one place."""
    father, mother = parents
    return Record(
        person=PEOPLE[key],
        ethnicity=ethnicity,
        birth_registered=at._replace(line=""),
        home_town=at._replace(line=""),
        permanent=at,
        father=father,
        mother=mother,
    )


RECORDS: Final = {
    record.person.personal_id: record
    for record in (
        _record("an", _BINH_NGUYEN, ("Nguyễn Văn Hòa", "Lê Thị Bích")),
        _record("binh", _TAM_KY, ("Trần Văn Cường", "Phạm Thị Duyên")),
        _record("nhan", _TA_BHING, ("Alăng Bhuôch", "Zơrâm Thị Nhem"), CO_TU),
        _record("mui", _DUY_TRINH, ("", "")),
        _record("khanh", _BINH_TRUNG, ("Phan Hoàng Long", "Võ Thị Sương")),
        _record("yen", _HOI_AN, ("Đỗ Kim Phú", "Trần Thị Hạnh")),
        _record("quan", _NUI_THANH, ("Võ Minh Trí", "Ngô Thị Lệ")),
        _record("chau", _DIEN_BAN, ("Công Tằng Tôn Thất Bảo", "Hồ Thị Diệu")),
        _record("lan", _TRA_MAI, ("Hồ Văn Dũng", "Hồ Thị Mai")),
        _record("vi-du", _TAN_THANH, ("Huỳnh Văn Nghĩa", "Đặng Thị Tâm")),
    )
}
"""By id number."""


def find(*, personal_id: str, full_name: str, born: str) -> Record | None:
    """Return the citizen of whom id number, name and birth are all as asked; None: nobody."""
    record = RECORDS.get(personal_id)
    if record is None or (record.full_name, record.birth_text) != (full_name, born):
        return None
    return record
