"""Refusals of calls between systems."""

from motcua.kernel.errors import CallerNotAllowed, CallerUnknown
from motcua.kernel.messages import message as _


class TokenMissing(CallerUnknown):
    """The call carries no token."""

    code = "exchange.token_missing"
    message = _("Yêu cầu không mang mã truy cập (token).")
    next_step = _("Lấy mã tại /api/oauth2/token/ rồi gửi trong đầu mục Authorization: Bearer.")


class TokenNotAccepted(CallerUnknown):
    """The token is not one of ours, was altered, or has run out."""

    code = "exchange.token_not_accepted"
    message = _("Mã truy cập (token) không đúng hoặc đã hết hạn.")
    next_step = _("Lấy mã mới tại /api/oauth2/token/.")
    challenge = 'Bearer error="invalid_token"'


class ScopeMissing(CallerNotAllowed):
    """The token is good, but not for this."""

    code = "exchange.scope_missing"
    message = _("Mã truy cập (token) không có quyền “{scope}”.")
    next_step = _("Xin mã với scope đó; ứng dụng phải được đăng ký quyền này.")
    challenge = 'Bearer error="insufficient_scope"'
