"""What the registry refuses as a whole; single rows are refused in the answer (`Receipt`)."""

from motcua.kernel.errors import CallerNotAllowed, CallerUnknown, Refusal
from motcua.kernel.messages import message as _


class TokenMissing(CallerUnknown):
    """The call carries no token."""

    code = "registry.token_missing"
    message = _("Yêu cầu không mang mã truy cập (token).")
    next_step = _("Lấy mã tại /api/oauth2/token/ rồi gửi trong đầu mục Authorization: Bearer.")


class TokenNotAccepted(CallerUnknown):
    """The token is not one of ours, was altered, or has run out."""

    code = "registry.token_not_accepted"
    message = _("Mã truy cập (token) không đúng hoặc đã hết hạn.")
    next_step = _("Lấy mã mới tại /api/oauth2/token/.")
    challenge = 'Bearer error="invalid_token"'


class ScopeMissing(CallerNotAllowed):
    """The token is good, but not for this."""

    code = "registry.scope_missing"
    message = _("Mã truy cập (token) không có quyền “{scope}”.")
    next_step = _("Xin mã với scope đó; ứng dụng phải được đăng ký quyền này.")
    challenge = 'Bearer error="insufficient_scope"'


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
