"""Refusals of sign-in by a national identity. None of them leaves anybody half signed in."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class SignInRefused(Refusal):
    """Nobody was signed in; callers may catch all kinds together."""


class ProviderUnavailable(SignInRefused):
    """The provider gave no answer, or one that its protocol does not know."""

    code = "identity.provider_unavailable"
    message = _("Hệ thống định danh quốc gia hiện không trả lời, nên chưa đăng nhập được.")
    next_step = _("Hãy thử lại sau ít phút. Những gì bạn đã lưu vẫn còn.")


class NotSetUp(SignInRefused):
    """The site has no connection to a provider."""

    code = "identity.not_set_up"
    message = _("Trang này chưa được nối với hệ thống định danh quốc gia.")
    next_step = _("Bạn vẫn xem được thủ tục, và nộp được hồ sơ tại bộ phận một cửa.")


class SignInCancelled(SignInRefused):
    """The person, or the provider for her, declined."""

    code = "identity.sign_in_cancelled"
    message = _("Bạn đã dừng đăng nhập ở hệ thống định danh quốc gia.")
    next_step = _("Nếu muốn tiếp tục, hãy đăng nhập lại; không đăng nhập thì vẫn xem được thủ tục.")


class SignInNotBegunHere(SignInRefused):
    """This browser did not begin the sign-in, ended it before, or took too long."""

    code = "identity.sign_in_not_begun_here"
    message = _("Lần đăng nhập này không bắt đầu từ trình duyệt này, đã dùng rồi, hoặc đã quá lâu.")
    next_step = _("Hãy đăng nhập lại từ đầu. Đừng dùng đường dẫn do người khác gửi.")


class CodeRefused(SignInRefused):
    """The provider did not redeem the code: used before, expired, or not ours."""

    code = "identity.code_refused"
    message = _("Hệ thống định danh quốc gia không nhận mã đăng nhập: mã đã dùng hoặc đã quá hạn.")
    next_step = _("Hãy đăng nhập lại từ đầu.")


class TokenRefused(SignInRefused):
    """The provider's statement is missing or fails a check; `why` names the check, for the log."""

    code = "identity.token_refused"
    message = _("Không kiểm chứng được câu trả lời của hệ thống định danh quốc gia.")
    next_step = _("Hãy đăng nhập lại; nếu vẫn vậy, xin báo cho bộ phận hỗ trợ.")


class AssuranceTooLow(SignInRefused):
    """The account is not known surely enough."""

    code = "identity.assurance_too_low"
    message = _("Tài khoản định danh của bạn ở mức {got}, còn dịch vụ này cần mức {asked}.")
    next_step = _(
        "Hãy nâng mức tài khoản tại công an nơi cư trú, hoặc nộp hồ sơ tại bộ phận một cửa."
    )


class ClaimsIncomplete(SignInRefused):
    """The provider does not say who it is: `field` is missing."""

    code = "identity.claims_incomplete"
    message = _("Hệ thống định danh quốc gia không cho biết đủ thông tin về bạn.")
    next_step = _("Hãy kiểm tra thông tin trong tài khoản định danh của bạn rồi đăng nhập lại.")


class PersonSuspended(SignInRefused):
    """The person may not act here."""

    code = "identity.person_suspended"
    message = _("Tài khoản của bạn trên trang này đang bị tạm dừng.")
    next_step = _("Hãy liên hệ bộ phận một cửa của cơ quan để biết lý do và cách mở lại.")


class NotYoursToGive(Refusal):
    """Only who leads an agency herself appoints and recalls her deputies."""

    code = "identity.not_yours_to_give"
    message = _("Chỉ người đứng đầu cơ quan cử và thôi cử người ký thay.")
    next_step = _("Hãy đề nghị người đứng đầu cơ quan bạn, hoặc người quản trị.")


class NoColleague(Refusal):
    """The deputy is no officer of the agency, or is the head herself."""

    code = "identity.no_colleague"
    message = _("Người được chọn không phải cán bộ khác của cơ quan vào ngày bắt đầu.")
    next_step = _("Chọn một người trong danh sách.")


class BadTerm(Refusal):
    """A term that is over, upside down or too long."""

    code = "identity.bad_term"
    message = _("Thời gian ký thay phải bắt đầu từ hôm nay trở đi và không quá {days} ngày.")
    next_step = _("Sửa ngày bắt đầu hoặc ngày cuối cùng.")


class LeadsAlready(Refusal):
    """She leads the agency in that time anyway."""

    code = "identity.leads_already"
    message = _("Người này đã là lãnh đạo hoặc người ký thay trong thời gian đó.")
    next_step = _("Chọn thời gian khác, hoặc thôi cử lần trước.")


class CardRefused(Refusal):
    """Group: what was scanned of a citizen's card was not taken; `field` is where it is wrong."""


class CardUnreadable(CardRefused):
    """It is not the text of a card."""

    code = "identity.card_unreadable"
    message = _("Mã quét được không phải mã trên thẻ căn cước: sai ở {field}.")
    next_step = _("Quét lại mã QR ở mặt trước thẻ, hoặc gõ tay các ô bên dưới.")


class CardGarbled(CardRefused):
    """The scanner lost letters on the way."""

    code = "identity.card_garbled"
    message = _("Máy quét làm hỏng chữ có dấu ở {field}.")
    next_step = _(
        "Tắt bộ gõ tiếng Việt (Unikey) rồi quét lại; nếu vẫn vậy, đặt máy quét ở chế độ Unicode, "
        "hoặc gõ tay các ô bên dưới."
    )


class NotYourAccount(Refusal):
    """The account, or a role of it, is of agencies that the administrator does not reach."""

    code = "identity.not_your_account"
    message = _("Tài khoản này còn vai trò ở cơ quan mà bạn không quản trị.")
    next_step = _("Hãy đề nghị người quản trị của cơ quan đó, hoặc của cơ quan cấp trên.")


class NotYourAgency(Refusal):
    """A role at an agency that the administrator does not reach."""

    code = "identity.not_your_agency"
    message = _("Bạn không quản trị cơ quan này.")
    next_step = _("Chỉ cấp và thôi vai trò ở cơ quan bạn quản trị và các đơn vị bên dưới.")


class NotForYourself(Refusal):
    """Nobody administers her own account."""

    code = "identity.not_for_yourself"
    message = _("Không ai tự quản trị tài khoản của chính mình.")
    next_step = _("Hãy đề nghị một người quản trị khác.")


class RoleHeldAlready(Refusal):
    """The person has the role at that agency in that time."""

    code = "identity.role_held_already"
    message = _("Người này đã có vai trò đó ở cơ quan trong thời gian này.")
    next_step = _("Chọn vai trò, cơ quan hoặc thời gian khác.")


class RoleTermBad(Refusal):
    """A role would end before it begins."""

    code = "identity.role_term_bad"
    message = _("Ngày cuối cùng phải từ hôm nay trở đi.")
    next_step = _("Sửa ngày cuối cùng, hoặc để trống.")


class AccountDisabled(Refusal):
    """The account is closed; it must be opened again first."""

    code = "identity.account_disabled"
    message = _("Tài khoản đang bị khóa.")
    next_step = _("Mở khóa tài khoản trước.")


class LinkDead(Refusal):
    """The link was used, replaced or too late, or was never one of ours."""

    code = "identity.link_dead"
    message = _("Đường dẫn này đã dùng, đã được thay bằng đường dẫn mới, hoặc đã quá hạn.")
    next_step = _("Hãy đề nghị người quản trị của cơ quan bạn gửi đường dẫn mới.")


class ResetNotAsked(Refusal):
    """Nobody asked to reset the second factor, or it is too long ago."""

    code = "identity.reset_not_asked"
    message = _("Không có đề nghị đặt lại lớp thứ hai nào còn chờ xác nhận.")
    next_step = _("Tải lại trang; nếu cần, hãy đề nghị lại.")


class ResetTakesTwo(Refusal):
    """Who asked for the reset may not confirm it."""

    code = "identity.reset_takes_two"
    message = _("Người đề nghị không được tự xác nhận.")
    next_step = _("Một người quản trị khác phải gọi hỏi người giữ tài khoản, rồi xác nhận.")
