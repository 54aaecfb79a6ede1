"""Rows as agencies send them, read one by one: a typed value, or a reason that names the field.

Field names are the national portal's (`DongBoHoSoMC`); times are legal times of Hanoi,
`yyyyMMddHHmmss`, empty where there is none. Fields that are not listed here are not read.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, Final, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)

from motcua.kernel import ids, levels
from motcua.kernel.canonical import canonical
from motcua.kernel.clock import HANOI
from motcua.kernel.errors import Refusal
from motcua.registry.types import NationalStatus

ODDLY_EARLY: Final = datetime(2000, 1, 1, tzinfo=HANOI)
"""Before this no dossier was kept electronically; such a time is a mistake."""
CLOCKS_DIFFER: Final = timedelta(days=1)
"""How far ahead of ours a sender's clock may be."""
MOST_DONG: Final = 10**15
MOST_VERSIONS: Final = 2**31 - 1
MOST_PROBLEMS: Final = 5
"""Problems of one row that are named; the rest follow when these are solved."""

_STAMP: Final = re.compile("[0-9]{14}")
_SAID: Final = {
    "missing": "thiếu",
    "value_error": "{error}",
    "string_too_short": "để trống",
    "string_too_long": "dài quá {max_length} ký tự",
    "string_type": "phải là chữ",
    "string_unicode": "có ký tự không phải UTF-8",
    "int_type": "phải là số nguyên",
    "int_parsing_size": "là số quá lớn",
    "greater_than_equal": "nhỏ hơn {ge}",
    "less_than_equal": "lớn hơn {le}",
    "literal_error": "chỉ nhận {expected}",
}
"""What each kind of problem is called."""


def _kept(written: str) -> str:
    """Refuse what JSON can say and PostgreSQL cannot keep."""
    if "\0" in written:
        problem = "có ký tự rỗng (NUL)"
        raise ValueError(problem)
    return written


def _moment(written: object) -> datetime | None:
    if written == "":
        return None
    if not (isinstance(written, str) and _STAMP.fullmatch(written)):
        problem = "phải có dạng yyyyMMddHHmmss, hoặc để trống"
        raise ValueError(problem)
    try:
        found = datetime.strptime(written, "%Y%m%d%H%M%S").replace(tzinfo=HANOI)
    except ValueError:
        problem = "không phải là thời điểm có thật"
        raise ValueError(problem) from None
    if found < ODDLY_EARLY:
        problem = "sớm hơn năm 2000"
        raise ValueError(problem)
    return found


def _needed(found: datetime | None) -> datetime:
    if found is None:
        problem = "để trống"
        raise ValueError(problem)
    return found


def _status(written: object) -> NationalStatus:
    if isinstance(written, str) and written in set(NationalStatus):
        return NationalStatus(written)
    problem = "không phải là trạng thái từ “1” đến “10”"
    raise ValueError(problem)


def _shaped(parse: Callable[[str], object], example: str) -> AfterValidator:
    """Return a check of a code's shape; what the kernel says of it would repeat the text."""

    def check(written: str) -> str:
        try:
            parse(written)
        except Refusal:
            problem = f"không đúng dạng, ví dụ {example}"
            raise ValueError(problem) from None
        return written

    return AfterValidator(check)


_STORABLE: Final = AfterValidator(_kept)
Key = Annotated[str, StringConstraints(min_length=1, max_length=100), _STORABLE]
Short = Annotated[str, StringConstraints(max_length=50), _STORABLE]
Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), _STORABLE
]
AgencyCode = Annotated[str, StringConstraints(max_length=35), _shaped(ids.agency_code, "H47.11.1")]
ProcedureCode = Annotated[
    str, StringConstraints(max_length=50), _shaped(ids.procedure_code, "1.001193")
]
DossierCode = Annotated[
    str,
    StringConstraints(max_length=ids.DOSSIER_CODE_LENGTH),
    _shaped(ids.DossierCode.parse, "H47.11.1-210412-0001"),
]
Version = Annotated[int, Field(ge=1, le=MOST_VERSIONS)]
Dong = Annotated[int, Field(ge=0, le=MOST_DONG)]
LevelOrNone = Annotated[int, Field(ge=0, le=4)]
Moment = Annotated[
    datetime | None,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": "^([0-9]{14})?$"}),
]
SomeMoment = Annotated[
    datetime,
    BeforeValidator(lambda written: _needed(_moment(written))),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{14}$"}),
]
Status = Annotated[
    NationalStatus,
    BeforeValidator(_status),
    WithJsonSchema({"type": "string", "enum": [status.value for status in NationalStatus]}),
]


class _Row(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="ignore")
    particulars: ClassVar[frozenset[str]] = frozenset()
    """Fields that say who the applicant is."""

    @property
    def sha256(self) -> str:
        """Hash of all that was read but the applicant's particulars.

        They stay out: of a hash with nothing else unknown an id number could be guessed.
        """
        said = self.model_dump(mode="json", by_alias=True, exclude=set(self.particulars))
        return hashlib.sha256(canonical(said)).hexdigest()


class DossierRow(_Row):
    """One event of a dossier: its whole state, so that any later row replaces all earlier ones."""

    particulars: ClassVar[frozenset[str]] = frozenset({"applicant_name", "personal_id", "phone"})

    event: Key = Field(alias="MaSuKien")
    version: Version = Field(alias="PhienBan")
    code: DossierCode = Field(alias="MaHoSo")
    procedure_code: ProcedureCode = Field(alias="MaTTHC")
    procedure_name: Name = Field(alias="TenTTHC")
    agency_code: AgencyCode = Field(alias="DonViXuLy")
    agency_name: Name = Field(alias="TenDonViXuLy")
    applicant_name: Name = Field(alias="ChuHoSo")
    personal_id: Short = Field(alias="SoGiayToChuHoSo", default="")
    phone: Short = Field(alias="SoDienThoai", default="")
    channel: Literal["1", "2", "3"] = Field(alias="KenhThucHien")
    status: Status = Field(alias="TrangThaiHoSo")
    submitted_at: SomeMoment = Field(alias="NgayNopHoSo")
    accepted_at: Moment = Field(alias="NgayTiepNhan")
    promised_at: Moment = Field(alias="NgayHenTra")
    finished_at: Moment = Field(alias="NgayKetThucXuLy")
    returned_at: Moment = Field(alias="NgayTra")
    refused_at: Moment = Field(alias="NgayTuChoi")
    fee_amount: Dong = Field(alias="LePhi")
    paid_through: Literal["0", "1", "2"] = Field(alias="DuocThanhToanTrucTuyen")
    processed_online: Literal["0", "1"] = Field(alias="XuLyTrucTuyen")
    lived_level: LevelOrNone = Field(alias="MucDoThucTe")
    whole_code: Short = Field(alias="MaHoSoLienThong", default="")
    carried_over: Literal["0", "1"] = Field(alias="NhapTuHeThongKhac", default="0")

    @property
    def is_carried_over(self) -> bool:
        """Whether another system kept it before: how it was filed, the sender did not see."""
        return self.carried_over == "1"

    @property
    def is_fee_paid_online(self) -> bool:
        """Whether the fee was paid at a gateway, the national portal's or the agency's own."""
        return self.paid_through != "0"

    @model_validator(mode="after")
    def _times_are_possible(self, info: ValidationInfo) -> Self:
        """Refuse what ended before it began, or has not happened yet."""
        happened = {
            "NgayNopHoSo": self.submitted_at,
            "NgayTiepNhan": self.accepted_at,
            "NgayKetThucXuLy": self.finished_at,
            "NgayTra": self.returned_at,
            "NgayTuChoi": self.refused_at,
        }
        latest = (info.context or {})["now"] + CLOCKS_DIFFER
        for field, moment in {**happened, "NgayHenTra": self.promised_at}.items():
            if moment is not None and moment < self.submitted_at:
                problem = f"{field}: sớm hơn NgayNopHoSo"
                raise ValueError(problem)
            if field in happened and moment is not None and moment > latest:
                problem = f"{field}: ở tương lai"
                raise ValueError(problem)
        return self

    @model_validator(mode="after")
    def _level_is_what_was_lived(self) -> Self:
        """Refuse a level that the other fields do not bear out: it is measured, not declared."""
        lived = 0
        if self.status is NationalStatus.RETURNED and self.returned_at is None:
            problem = "NgayTra: để trống, trong khi hồ sơ đã trả kết quả"
            raise ValueError(problem)
        if self.status is NationalStatus.RETURNED and not self.is_carried_over:
            lived = levels.lived_level(
                filed_online=self.channel == "2",
                processed_online=self.processed_online == "1",
                fee_due=self.fee_amount > 0,
                fee_paid_online=self.is_fee_paid_online,
            )
        if self.lived_level != lived:
            problem = (
                f"MucDoThucTe: là {self.lived_level}, nhưng trạng thái, kênh, cách xử lý và cách "
                f"thu phí cho mức {int(lived)}"
            )
            raise ValueError(problem)
        return self


class ServiceRow(_Row):
    """A procedure as an agency provides it; 0 is no level."""

    code: Key = Field(alias="MaDichVu")
    version: Version = Field(alias="PhienBan")
    procedure_code: ProcedureCode = Field(alias="MaTTHC")
    procedure_name: Name = Field(alias="TenTTHC")
    agency_code: AgencyCode = Field(alias="DonViXuLy")
    agency_name: Name = Field(alias="TenDonViXuLy")
    declared_level: LevelOrNone = Field(alias="MucDoKhaiBao")
    capable_level: LevelOrNone = Field(alias="MucDoKhaNang")
    has_fee: Literal[0, 1] = Field(alias="ThuPhi")
    is_payable_online: Literal[0, 1] = Field(alias="ThanhToanTrucTuyen")


Row = TypeVar("Row", bound=_Row)


def read(kind: type[Row], raw: object, *, now: datetime) -> Row | str:
    """Return a row as a typed value, or in Vietnamese what is wrong with it, field by field.

    Args:
        kind: What it should be.
        raw: A JSON value.
        now: Legal time of ours, aware.
    """
    if not isinstance(raw, dict):
        return "Dòng không phải là một đối tượng JSON."
    try:
        return kind.model_validate(raw, context={"now": now})
    except ValidationError as invalid:
        found = invalid.errors(include_url=False, include_input=False)
        return "; ".join(map(_said, found[:MOST_PROBLEMS])) + "."


def key_of(raw: object, field: str) -> tuple[str, int | None]:
    """Return code and version as a row that may be wrong says them, fit to be repeated."""
    said: Mapping[str, Any] = raw if isinstance(raw, dict) else {}
    code, version = said.get(field), said.get("PhienBan")
    written = code[: ids.DOSSIER_CODE_LENGTH] if isinstance(code, str) else ""
    if isinstance(version, bool) or not isinstance(version, int) or abs(version) > MOST_VERSIONS:
        version = None
    return written.encode(errors="replace").decode(), version


def _said(error: Any) -> str:
    field = ".".join(str(part) for part in error["loc"])
    what = _SAID.get(error["type"], "không đọc được").format_map(error.get("ctx", {}))
    what = what.replace(" or ", ", ")
    return f"{field}: {what}" if field else what
