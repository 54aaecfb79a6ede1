"""Refusals of what is done about a result."""

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message as _


class SentBackWithoutReason(Refusal):
    """A leader sends back what she was to approve, and does not say why."""

    code = "dossiers.sent_back_without_reason"
    message = _("Chưa ghi cần sửa những gì nên chưa trả lại được.")
    next_step = _("Ghi rõ chỗ phải sửa để chuyên viên sửa đúng, rồi trả lại.")


class ChannelNotOffered(Refusal):
    """The result of this procedure does not go out that way."""

    code = "dossiers.channel_not_offered"
    message = _("Thủ tục này không trả kết quả theo cách đã chọn.")
    next_step = _("Chọn một trong các cách nhận kết quả đang hiện trên trang.")


class PostAddressMissing(Refusal):
    """The post is to bring the result, and nobody says where."""

    code = "dossiers.post_address_missing"
    message = _("Chưa có địa chỉ để bưu chính chuyển kết quả.")
    next_step = _("Ghi địa chỉ nhận, hoặc chọn cách nhận khác.")


class NothingToHandOver(Refusal):
    """The result is not there yet, or was given already."""

    code = "dossiers.nothing_to_hand_over"
    message = _("Hồ sơ không có kết quả đang chờ trả.")
    next_step = _("Tải lại trang để xem trạng thái mới nhất của hồ sơ.")


class TakerNotNoted(Refusal):
    """A result that does not go out online is given to somebody, who is put on record."""

    code = "dossiers.taker_not_noted"
    message = _("Kết quả này trả tại quầy hoặc qua bưu chính nên phải ghi ai nhận.")
    next_step = _("Mở hồ sơ, ghi người nhận hoặc mã bưu gửi.")


class TakerMissing(Refusal):
    """Whoever takes it for another says who she is, and by which paper."""

    code = "dossiers.taker_missing"
    message = _("Chưa ghi họ tên người được ủy quyền và giấy ủy quyền.")
    next_step = _("Ghi họ tên theo giấy tờ tùy thân, số và ngày của giấy ủy quyền.")


class NotAParcelNumber(Refusal):
    """The carrier's number of a parcel has 8 to 20 letters and digits."""

    code = "dossiers.not_a_parcel_number"
    message = _("Mã bưu gửi phải gồm 8 đến 20 chữ cái và chữ số.")
    next_step = _("Chép lại mã in trên phiếu gửi, ví dụ EB123456785VN.")


class ParcelUnderWay(Refusal):
    """The post has the result already."""

    code = "dossiers.parcel_under_way"
    message = _("Bưu chính đang chuyển kết quả, mã {number}.")
    next_step = _("Đợi bưu chính phát, hoặc ghi nhận đã chuyển hoàn rồi trả cách khác.")


class NoParcelUnderWay(Refusal):
    """The post has nothing of this dossier."""

    code = "dossiers.no_parcel_under_way"
    message = _("Không có bưu gửi nào đang chuyển cho hồ sơ này.")
    next_step = _("Tải lại trang để xem bưu gửi gần nhất.")


class NoStandingResult(Refusal):
    """There is no issued result that holds."""

    code = "dossiers.no_standing_result"
    message = _("Hồ sơ không có kết quả nào đang có hiệu lực.")
    next_step = _("Tải lại trang để xem kết quả đã bị thu hồi hay chưa được ký.")


class BasisMissing(Refusal):
    """A result is revoked or corrected by a rule of law and for a reason, both in writing."""

    code = "dossiers.basis_missing"
    message = _("Chưa ghi lý do hoặc căn cứ pháp lý.")
    next_step = _("Ghi lý do và điều, khoản làm căn cứ; cả hai hiện trên trang kiểm tra giấy tờ.")


class NothingToCorrect(Refusal):
    """Nobody has written what the corrected result is to say."""

    code = "dossiers.nothing_to_correct"
    message = _("Chưa có nội dung đính chính khác với kết quả đã cấp.")
    next_step = _("Chuyên viên nhập nội dung đính chính trước, lãnh đạo xem bản dự thảo rồi ký.")


class NotArchivable(Refusal):
    """Only what has ended is archived, and only what is archived is taken."""

    code = "dossiers.not_archivable"
    message = _("Hồ sơ chưa kết thúc hoặc chưa được đưa vào lưu trữ.")
    next_step = _("Đợi hồ sơ kết thúc; hồ sơ được đưa vào lưu trữ tự động mỗi đêm.")


class PackageDiffers(Refusal):
    """The package is not what was archived: something of it was changed since."""

    code = "dossiers.package_differs"
    message = _("Gói lưu trữ không còn đúng như khi đưa vào lưu trữ nên không tải được.")
    next_step = _("Báo ngay cho quản trị viên để kiểm tra dữ liệu và nhật ký.")
