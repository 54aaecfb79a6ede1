"""Refusals of what people search by."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class SynonymIncomplete(Refusal):
    """A synonym has a phrase, and something that it stands for."""

    code = "catalogue.synonym_incomplete"
    message = _("Chưa ghi từ người dân dùng, hoặc chưa ghi từ đó nghĩa là gì.")
    next_step = _("Ghi từ, rồi ghi từ chính thức hoặc mã thủ tục.")
