"""What an API is asked that it cannot answer."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class ParameterNotKnown(Refusal):
    """A filter that is misspelt would silently give the figures of everybody."""

    code = "api.parameter_not_known"
    message = _("Địa chỉ này không có tham số “{name}”.")
    next_step = _("Các tham số được nhận: {known}. Xem /api/openapi.json.")
