"""What the registry refuses as a whole; single rows are refused in the answer (`Receipt`)."""

from motcua.kernel.errors import CallerNotAllowed, Refusal
from motcua.kernel.messages import message as _


class NoAgencyRegistered(CallerNotAllowed):
    """The client is known, but nobody said for which agency it sends."""

    code = "registry.no_agency_registered"
    message = _("Ứng dụng này chưa được đăng ký gửi thay cơ quan nào.")
    next_step = _("Liên hệ đơn vị vận hành hệ thống quốc gia để đăng ký mã cơ quan.")


class BatchTooLong(Refusal):
    """More rows in one call than are taken."""

    code = "registry.batch_too_long"
    message = _("Một lần gửi nhận nhiều nhất {most} dòng, yêu cầu có {rows} dòng.")
    next_step = _("Chia nhỏ rồi gửi lại; dòng đã nhận gửi lại không bị tính hai lần.")
