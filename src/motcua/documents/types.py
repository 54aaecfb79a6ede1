"""Kinds of papers and verdicts over files."""

from enum import StrEnum

from motcua.kernel.messages import message


class PaperKind(StrEnum):
    """Official papers by stable name; regulations number them differently through time."""

    ACKNOWLEDGEMENT = "acknowledgement"
    """Automatic: the dossier was handed in. Not mẫu 01."""
    RECEIPT = "receipt"
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả (mẫu 01)."""
    REFUSAL = "refusal"
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ (mẫu 03)."""
    DECLARATION = "declaration"
    """Tờ khai: what the applicant declared, as the form was sent in."""
    RESULT = "result"
    """What the procedure was for, signed."""

    @property
    def label(self) -> str:
        """Return the printed name, to be translated on screens."""
        return _LABELS[self]

    @property
    def file_name(self) -> str:
        """Return the beginning of the name that a download gets."""
        return _FILE_NAMES[self]


_LABELS = {
    PaperKind.ACKNOWLEDGEMENT: message("Thông báo đã nhận hồ sơ nộp trực tuyến"),
    PaperKind.RECEIPT: message("Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
    PaperKind.REFUSAL: message("Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    PaperKind.DECLARATION: message("Đơn, tờ khai đã nộp"),
    PaperKind.RESULT: message("Kết quả giải quyết"),
}

_FILE_NAMES = {
    PaperKind.ACKNOWLEDGEMENT: "thong-bao",
    PaperKind.RECEIPT: "giay-tiep-nhan",
    PaperKind.REFUSAL: "phieu-tu-choi",
    PaperKind.DECLARATION: "to-khai",
    PaperKind.RESULT: "ket-qua",
}


class Scan(StrEnum):
    """What is known of a file's harmlessness; the values are stored."""

    CLEAN = "clean"
    """A scanner found nothing."""
    NOT_SCANNED = "not_scanned"
    """No scanner was there: its structure was examined, and nothing more is claimed."""
