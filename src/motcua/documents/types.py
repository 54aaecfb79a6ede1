"""Kinds of papers, who signs them, verdicts over files, and what the vault knows of a paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from motcua.kernel.actors import Actor
from motcua.kernel.messages import message


class PaperKind(StrEnum):
    """Official papers by stable name; regulations number them differently through time."""

    ACKNOWLEDGEMENT = "acknowledgement"
    """Automatic: the dossier was handed in. Not mẫu 01."""
    RECEIPT = "receipt"
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu 01)."""
    REFUSAL = "refusal"
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ (mẫu 03)."""
    SUPPLEMENT_REQUEST = "supplement_request"
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ (mẫu 02); each request has one."""
    OBLIGATION_NOTICE = "obligation_notice"
    """Thông báo thực hiện nghĩa vụ tài chính: what is to be paid before work goes on."""
    EXTENSION = "extension"
    """Phiếu đề nghị gia hạn thời gian giải quyết (mẫu 04 of 2025)."""
    APOLOGY = "apology"
    """Phiếu xin lỗi và hẹn lại ngày trả kết quả (mẫu 04)."""
    STOP_NOTICE = "stop_notice"
    """Thông báo dừng giải quyết hồ sơ (mẫu 05 of 2025)."""
    DECLINE = "decline"
    """Refusal after receipt: a written answer with its reason (mẫu 03)."""
    REVOCATION = "revocation"
    """Quyết định thu hồi: a result that was issued holds no more."""
    DECLARATION = "declaration"
    """Tờ khai: what the applicant declared, as the form was sent in."""
    RESULT = "result"
    """What the procedure was for, signed."""
    FEE_RECEIPT = "fee_receipt"
    """Biên lai thu phí, lệ phí: what was paid, with the number that payments gave it."""
    RESULT_NOTE = "result_note"
    """Giấy biên nhận trả kết quả: what was handed over at the counter."""
    PROCESS_SLIP = "process_slip"
    """Phiếu kiểm soát quá trình giải quyết hồ sơ (mẫu 05 of 2018, 06 of 2025)."""
    SUBMISSION_NOTE = "submission_note"
    """Tờ trình: what a specialist proposes to the leader."""
    HANDOVER = "handover"
    """Phiếu bàn giao hồ sơ: dossiers that a clerk gives to the unit that handles them."""

    @property
    def is_internal(self) -> bool:
        """Tell whether it stays among officers."""
        return self in _INTERNAL

    @property
    def label(self) -> str:
        """Return the printed name, to be translated on screens."""
        return _LABELS[self]

    @property
    def file_name(self) -> str:
        """Return the beginning of the name that a download gets."""
        return _FILE_NAMES[self]


_INTERNAL = {PaperKind.PROCESS_SLIP, PaperKind.SUBMISSION_NOTE, PaperKind.HANDOVER}

_LABELS = {
    PaperKind.ACKNOWLEDGEMENT: message("Thông báo đã nhận hồ sơ nộp trực tuyến"),
    PaperKind.RECEIPT: message("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    PaperKind.REFUSAL: message("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    PaperKind.SUPPLEMENT_REQUEST: message("Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
    PaperKind.OBLIGATION_NOTICE: message("Thông báo thực hiện nghĩa vụ tài chính"),
    PaperKind.EXTENSION: message("Phiếu đề nghị gia hạn thời gian giải quyết hồ sơ"),
    PaperKind.APOLOGY: message("Phiếu xin lỗi và hẹn lại ngày trả kết quả"),
    PaperKind.STOP_NOTICE: message("Thông báo dừng giải quyết hồ sơ"),
    PaperKind.DECLINE: message("Thông báo từ chối giải quyết hồ sơ"),
    PaperKind.REVOCATION: message("Quyết định thu hồi kết quả giải quyết"),
    PaperKind.DECLARATION: message("Đơn, tờ khai đã nộp"),
    PaperKind.RESULT: message("Kết quả giải quyết"),
    PaperKind.FEE_RECEIPT: message("Biên lai thu phí, lệ phí"),
    PaperKind.RESULT_NOTE: message("Giấy biên nhận trả kết quả"),
    PaperKind.PROCESS_SLIP: message("Phiếu kiểm soát quá trình giải quyết hồ sơ"),
    PaperKind.SUBMISSION_NOTE: message("Tờ trình"),
    PaperKind.HANDOVER: message("Phiếu bàn giao hồ sơ"),
}

_FILE_NAMES = {
    PaperKind.ACKNOWLEDGEMENT: "thong-bao",
    PaperKind.RECEIPT: "giay-tiep-nhan",
    PaperKind.REFUSAL: "phieu-tu-choi",
    PaperKind.SUPPLEMENT_REQUEST: "phieu-yeu-cau-bo-sung",
    PaperKind.OBLIGATION_NOTICE: "thong-bao-nghia-vu-tai-chinh",
    PaperKind.EXTENSION: "phieu-gia-han",
    PaperKind.APOLOGY: "phieu-xin-loi",
    PaperKind.STOP_NOTICE: "thong-bao-dung-giai-quyet",
    PaperKind.DECLINE: "thong-bao-tu-choi",
    PaperKind.REVOCATION: "quyet-dinh-thu-hoi",
    PaperKind.DECLARATION: "to-khai",
    PaperKind.RESULT: "ket-qua",
    PaperKind.FEE_RECEIPT: "bien-lai",
    PaperKind.RESULT_NOTE: "giay-bien-nhan-tra-ket-qua",
    PaperKind.PROCESS_SLIP: "phieu-kiem-soat",
    PaperKind.SUBMISSION_NOTE: "to-trinh",
    PaperKind.HANDOVER: "phieu-ban-giao",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """A person who signs a paper, before the agency seals it.

    Attributes:
        actor: Who.
        name: As printed, and in the certificate.
        is_deputy: Whether she signs in place of the head.
        event: Position, in the audit stream of the paper's subject, of the event with which she
            ordered it; without one of hers her key is not used.
    """

    actor: Actor
    name: str
    is_deputy: bool
    event: int


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""Media type of the copies that officers work on."""


class Scan(StrEnum):
    """What is known of a file's harmlessness; the values are stored."""

    CLEAN = "clean"
    """A scanner found nothing."""
    NOT_SCANNED = "not_scanned"
    """No scanner was there: its structure was examined, and nothing more is claimed."""
    WAITING = "waiting"
    """The scanner gave no answer yet: nobody gets to see the file."""
    INFECTED = "infected"
    """The scanner found a virus after the file was taken; its bytes are gone."""


class Recognition(StrEnum):
    """What came of reading a scan by machine; the values are stored."""

    READ = "read"
    """Letters were read; nobody has checked them."""
    NO_LETTERS = "no_letters"
    """The engine found none."""
    NO_PICTURE = "no_picture"
    """A page is no picture, as in a PDF that a program wrote: there is nothing to read."""
    FAILED = "failed"
    """The engine ended badly or took too long."""

    @property
    def label(self) -> str:
        """Return the name, to be translated on screens."""
        return _RECOGNITIONS[self]


class Quality(StrEnum):
    """How far what a paper says can be relied on; the values are stored."""

    EXPECTED = "expected"
    """Listed to be digitised; nothing is there yet."""
    SCANNED = "scanned"
    """Its picture is there."""
    KEYED = "keyed"
    """One officer typed what it says."""
    CHECKED = "checked"
    """A second officer compared it with the picture."""
    SIGNED = "signed"
    """Issued by us as data, with our signature."""

    @property
    def label(self) -> str:
        """Return the name, to be translated on screens."""
        return _QUALITIES[self]


RELIABLE: Final = (Quality.CHECKED, Quality.SIGNED)
"""What may be offered again, and filled in from."""


class Origin(StrEnum):
    """Where a record of the vault comes from; the values are stored."""

    RECEIVED = "received"
    """Handed in with a dossier."""
    ISSUED = "issued"
    """A result that we issued."""
    OLD = "old"
    """A result of before, still valid, digitised later."""
    GIVEN = "given"
    """A result that exists on paper only, scanned when it was given; the paper counts."""

    @property
    def label(self) -> str:
        """Return the name, to be translated on screens."""
        return _ORIGINS[self]


class Ending(StrEnum):
    """Why a record holds no more; the values are stored."""

    SUPERSEDED = "superseded"
    REVOKED = "revoked"


class Work(StrEnum):
    """What is done with a record; the values are stored."""

    SCANNED = "scanned"
    KEYED = "keyed"
    CHECKED = "checked"
    SENT_BACK = "sent_back"
    ISSUED = "issued"
    USED = "used"
    """It served somebody for something."""


_RECOGNITIONS = {
    Recognition.READ: message("máy đọc, chưa kiểm tra"),
    Recognition.NO_LETTERS: message("máy không thấy chữ nào trên bản quét"),
    Recognition.NO_PICTURE: message("tệp không phải ảnh quét nên không cần nhận dạng chữ"),
    Recognition.FAILED: message("máy không nhận dạng được chữ; bản quét vẫn giữ nguyên"),
}
_QUALITIES = {
    Quality.EXPECTED: message("chờ số hóa"),
    Quality.SCANNED: message("đã quét"),
    Quality.KEYED: message("đã nhập, chờ kiểm tra"),
    Quality.CHECKED: message("đã kiểm tra"),
    Quality.SIGNED: message("bản điện tử có chữ ký số"),
}
_ORIGINS = {
    Origin.RECEIVED: message("Số hóa khi tiếp nhận hồ sơ"),
    Origin.ISSUED: message("Kết quả do cơ quan cấp"),
    Origin.OLD: message("Số hóa kết quả cũ còn giá trị"),
    Origin.GIVEN: message("Bản quét kết quả giấy, không thay bản gốc"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultField:
    """What is typed of a kind of paper.

    Attributes:
        key: Name in `VaultRecord.content`, and in `prefill` of forms: `vault.<kind>.<key>`.
        label: As officers read it.
        kind: `text` or `date`.
    """

    key: str
    label: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultKind:
    """A kind of paper that the vault keeps as data.

    Attributes:
        key: Stable; lower-case letters and underscores.
        name: As it is called.
        template: Results written on this template are of this kind; empty: none are.
        fields: What is typed of it.
    """

    key: str
    name: str
    template: str
    fields: tuple[VaultField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a record says, unsealed.

    Attributes:
        title: What it is called.
        number: Số ký hiệu.
        issuer: Who issued it.
        holder: Whose it is, as written.
        personal_id: Her number, empty where it is not known.
        data: Typed fields by key: texts, ISO dates.
        sent_back: Why the second officer did not agree; empty: she was not asked, or did.
    """

    title: str
    number: str
    issuer: str = ""
    holder: str = ""
    personal_id: str = ""
    data: Mapping[str, str] = field(default_factory=dict)
    sent_back: str = ""
