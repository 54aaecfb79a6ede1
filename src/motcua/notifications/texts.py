"""The texts of all notices, by permanent name.

Fields stand in braces and are texts. An SMS is written without diacritics, so that 160 characters
fit into one message (GSM 7-bit); it names no person and leads nowhere: links in SMS are how people
are robbed.
"""

from dataclasses import dataclass
from typing import Final

from motcua.kernel.messages import message
from motcua.notifications.types import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeText:
    """One kind of notice.

    Attributes:
        subject: Of the e-mail.
        body: Of the e-mail; greeting and closing are added.
        sms: Text of the SMS.
        group: Why it is told: what she may switch off.
        is_awaited: Whether somebody waits for it before a screen, as for a code.
    """

    subject: str
    body: str
    sms: str
    group: Group = Group.LEGAL
    is_awaited: bool = False


GREETING: Final = message("Kính gửi {name},")
CLOSING: Final = message(
    "{agency}\n\nThư này do hệ thống gửi tự động, xin đừng trả lời. Cơ quan không bao giờ hỏi mật "
    "khẩu hay mã dùng một lần qua thư, tin nhắn hoặc điện thoại."
)

TEXTS: Final = {
    "staff_link": NoticeText(
        subject=message("Đặt mật khẩu tài khoản công vụ"),
        body=message(
            "Bạn có tài khoản công vụ trên hệ thống một cửa. Hãy tự đặt mật khẩu tại đường dẫn "
            "dưới đây; đường dẫn dùng được một lần, đến {until}. Đừng gửi nó cho ai, kể cả người "
            "quản trị.\n\n{link}\n\nNếu không chờ thư này, hãy báo cho người quản trị của cơ quan."
        ),
        sms=message("Ban co thu dat mat khau tai khoan cong vu. Hay mo hop thu cong vu cua ban."),
        group=Group.STAFF,
        is_awaited=True,
    ),
    "staff_factor_reset": NoticeText(
        subject=message("Lớp thứ hai của tài khoản bạn đã được đặt lại"),
        body=message(
            "Hai người quản trị đã đặt lại lớp thứ hai của tài khoản công vụ của bạn. Lần đăng "
            "nhập tới, bạn bật lại lớp thứ hai tại: {link}\n\nNếu bạn không đề nghị việc này, hãy "
            "gọi ngay cho người quản trị của cơ quan: tài khoản của bạn có thể đang bị chiếm."
        ),
        sms=message(
            "Lop thu hai cua tai khoan cong vu da duoc dat lai. "
            "Neu ban khong de nghi, hay goi ngay quan tri vien."
        ),
        group=Group.STAFF,
        is_awaited=True,
    ),
    "dossier_received": NoticeText(
        subject=message("Đã nhận hồ sơ {code}"),
        body=message(
            "Hồ sơ {code} về việc “{service}” đã được gửi đến cơ quan. Cơ quan sẽ kiểm tra và trả "
            "lời bạn; thư này chưa phải là giấy tiếp nhận.\n\nXem hồ sơ: {link}"
        ),
        sms=message(
            "Ho so {code} da gui den co quan. Day chua phai giay tiep nhan. "
            "Theo doi tai Cong dich vu cong."
        ),
        group=Group.COURSE,
    ),
    "fee_paid": NoticeText(
        subject=message("Đã nộp phí hồ sơ {code}"),
        body=message(
            "Cơ quan đã nhận {amount} cho hồ sơ {code}.\n\nXem biên lai: {link}",
        ),
        sms=message("Da nhan {amount} cho ho so {code}. Bien lai co tai Cong dich vu cong."),
        group=Group.COURSE,
    ),
    "help_begins": NoticeText(
        subject=message("{code}: mã đồng ý để cán bộ khai giúp"),
        body=message(
            "Mã {code} cho phép cán bộ của {agency} khai giúp bạn thủ tục “{service}”. Chỉ đọc mã "
            "khi người đó đang ngồi trước mặt bạn.\n\nThủ tục này là gì: {link}"
        ),
        sms=message(
            "{code} la ma DONG Y de can bo khai giup ban. Chi doc ma khi nguoi do dang ngoi truoc "
            "mat ban."
        ),
        group=Group.CODE,
        is_awaited=True,
    ),
    "help_files": NoticeText(
        subject=message("{code}: mã xác nhận nộp hồ sơ"),
        body=message(
            "Mã {code} để nộp hồ sơ “{service}” tới {agency}. Chỉ đọc mã khi những gì đã khai là "
            "đúng.\n\nThủ tục này là gì: {link}"
        ),
        sms=message("{code} la ma NOP ho so. Chi doc ma khi to khai da dung. Ho so: {service}"),
        group=Group.CODE,
        is_awaited=True,
    ),
    "dossier_accepted": NoticeText(
        subject=message("Đã tiếp nhận hồ sơ {code}, hẹn trả kết quả {promised}"),
        body=message(
            "Hồ sơ {code} về việc “{service}” đã được tiếp nhận. Hẹn trả kết quả: {promised}.\n\n"
            "Xem giấy tiếp nhận và cách tính ngày hẹn: {link}"
        ),
        sms=message("Ho so {code} da duoc tiep nhan. Hen tra ket qua: {promised}."),
    ),
    "dossier_refused": NoticeText(
        subject=message("Không tiếp nhận hồ sơ {code}"),
        body=message(
            "Hồ sơ {code} về việc “{service}” không được tiếp nhận.\n\nLý do: {reason}\n\n"
            "Xem phiếu từ chối và việc bạn có thể làm: {link}"
        ),
        sms=message("Ho so {code} khong duoc tiep nhan. Xem ly do tai Cong dich vu cong."),
    ),
    "result_ready": NoticeText(
        subject=message("Đã có kết quả hồ sơ {code}"),
        body=message("Hồ sơ {code} về việc “{service}” đã giải quyết xong.\n\nTải kết quả: {link}"),
        sms=message("Ho so {code} da co ket qua. Tai ve tai Cong dich vu cong."),
    ),
    "result_waits": NoticeText(
        subject=message("Mời nhận kết quả hồ sơ {code} tại quầy"),
        body=message(
            "Kết quả hồ sơ {code} về việc “{service}” đã có tại Bộ phận Một cửa, {agency}. Khi đến "
            "nhận, mang theo giấy tờ tùy thân và giấy tiếp nhận; người nhận thay mang thêm giấy ủy "
            "quyền.\n\nXem hồ sơ: {link}"
        ),
        sms=message("Ket qua ho so {code} da co tai Bo phan Mot cua. Moi ban den nhan."),
    ),
    "result_sent": NoticeText(
        subject=message("Kết quả hồ sơ {code} đã gửi qua bưu chính, mã {parcel}"),
        body=message(
            "Kết quả hồ sơ {code} về việc “{service}” đã gửi qua bưu chính, mã bưu gửi {parcel}."
            "\n\nXem hồ sơ: {link}"
        ),
        sms=message("Ket qua ho so {code} da gui qua buu chinh, ma buu gui {parcel}."),
    ),
    "result_came_back": NoticeText(
        subject=message("Bưu chính không phát được kết quả hồ sơ {code}"),
        body=message(
            "Bưu chính không phát được kết quả hồ sơ {code} về việc “{service}” nên đã chuyển "
            "hoàn. Kết quả chờ bạn tại Bộ phận Một cửa, {agency}.\n\nXem hồ sơ: {link}"
        ),
        sms=message("Buu chinh khong phat duoc ket qua ho so {code}. Moi ban den Bo phan Mot cua."),
    ),
    "result_revoked": NoticeText(
        subject=message("Thu hồi kết quả hồ sơ {code}"),
        body=message(
            "{agency} đã thu hồi kết quả hồ sơ {code} về việc “{service}”; kết quả đã cấp "
            "không còn giá trị.\n\nXem lý do, quyết định thu hồi và việc bạn có thể làm: {link}"
        ),
        sms=message("Ket qua ho so {code} da bi thu hoi. Xem ly do tai Cong dich vu cong."),
    ),
    "result_corrected": NoticeText(
        subject=message("Kết quả hồ sơ {code} đã được đính chính"),
        body=message(
            "{agency} đã cấp kết quả mới thay thế kết quả hồ sơ {code} về việc “{service}”; bản cũ "
            "không còn giá trị.\n\nTải bản mới: {link}"
        ),
        sms=message("Ket qua ho so {code} da duoc thay the. Tai ban moi tai Cong dich vu cong."),
    ),
    "dossier_expired": NoticeText(
        subject=message("Hồ sơ {code} hết hạn vì chưa nộp phí"),
        body=message(
            "Hồ sơ {code} về việc “{service}” đã hết hạn vì đến {deadline} chưa nộp phí. Cơ quan "
            "chưa giải quyết gì và không giữ khoản tiền nào của bạn.\n\nNộp lại từ bản đã điền: "
            "{link}"
        ),
        sms=message("Ho so {code} het han vi chua nop phi. Co the nop lai tai Cong dich vu cong."),
    ),
    "procedure_closes": NoticeText(
        subject=message("Hồ sơ {code} vẫn được giải quyết khi thủ tục ngừng nhận hồ sơ mới"),
        body=message(
            "Thủ tục “{service}” ngừng nhận hồ sơ mới từ ngày {closes_on}. Hồ sơ {code} của bạn đã "
            "nộp nên vẫn được giải quyết như cũ, ngày hẹn và phí không đổi; bạn không phải làm gì "
            "thêm.\n\nXem hồ sơ: {link}"
        ),
        sms=message(
            "Thu tuc cua ho so {code} ngung nhan ho so moi tu {closes_on}. Ho so cua ban van duoc "
            "giai quyet, ngay hen va phi khong doi."
        ),
        group=Group.COURSE,
    ),
    "supplement_asked": NoticeText(
        subject=message("Hồ sơ {code} cần bổ sung"),
        body=message(
            "Cơ quan đề nghị bạn bổ sung, hoàn thiện hồ sơ {code} về việc “{service}”. Thời gian "
            "chờ bạn không tính vào thời hạn giải quyết.\n\nXem cần bổ sung gì và gửi ngay trên "
            "mạng: {link}"
        ),
        sms=message("Ho so {code} can bo sung. Xem yeu cau va gui bo sung tai Cong dich vu cong."),
    ),
    "question_asked": NoticeText(
        subject=message("Cơ quan hỏi bạn về hồ sơ {code}"),
        body=message(
            "Cán bộ giải quyết hồ sơ {code} về việc “{service}” có một câu hỏi cho bạn. Hồ sơ vẫn "
            "được giải quyết trong khi chờ bạn trả lời.\n\nXem câu hỏi và trả lời: {link}"
        ),
        sms=message("Can bo hoi ban ve ho so {code}. Xem va tra loi tai Cong dich vu cong."),
    ),
    "obligation_asked": NoticeText(
        subject=message("Hồ sơ {code} chờ bạn thực hiện nghĩa vụ tài chính"),
        body=message(
            "Hồ sơ {code} về việc “{service}” chờ bạn nộp thuế, phí theo thông báo. Thời gian chờ "
            "không tính vào thời hạn giải quyết.\n\nXem số tiền và số thông báo: {link}"
        ),
        sms=message(
            "Ho so {code} cho ban nop thue, phi theo thong bao. Xem tai Cong dich vu cong."
        ),
    ),
    "dossier_resumed": NoticeText(
        subject=message("Hồ sơ {code} được giải quyết tiếp, hẹn trả {promised}"),
        body=message(
            "Hồ sơ {code} về việc “{service}” được giải quyết tiếp. Hẹn trả kết quả: {promised}."
            "\n\nXem ngày hẹn được tính thế nào: {link}"
        ),
        sms=message("Ho so {code} duoc giai quyet tiep. Hen tra ket qua: {promised}."),
        group=Group.COURSE,
    ),
    "dossier_extended": NoticeText(
        subject=message("Gia hạn giải quyết hồ sơ {code} đến {promised}"),
        body=message(
            "Thời gian giải quyết hồ sơ {code} về việc “{service}” được gia hạn. Hẹn trả kết quả: "
            "{promised}.\n\nXem lý do và phiếu gia hạn: {link}"
        ),
        sms=message("Ho so {code} duoc gia han giai quyet. Hen tra ket qua: {promised}."),
    ),
    "dossier_reappointed": NoticeText(
        subject=message("Xin lỗi và hẹn lại ngày trả kết quả hồ sơ {code}"),
        body=message(
            "Cơ quan xin lỗi vì chưa trả kết quả hồ sơ {code} về việc “{service}” đúng hẹn. Ngày "
            "hẹn mới: {promised}.\n\nXem phiếu xin lỗi và lý do: {link}"
        ),
        sms=message("Co quan xin loi vi tre hen ho so {code}. Hen lai: {promised}."),
    ),
    "dossier_stopped": NoticeText(
        subject=message("Dừng giải quyết hồ sơ {code}"),
        body=message(
            "Cơ quan dừng giải quyết hồ sơ {code} về việc “{service}”.\n\nXem thông báo và lý do: "
            "{link}"
        ),
        sms=message("Ho so {code} dung giai quyet. Xem ly do tai Cong dich vu cong."),
    ),
    "dossier_declined": NoticeText(
        subject=message("Từ chối giải quyết hồ sơ {code}"),
        body=message(
            "Cơ quan từ chối giải quyết hồ sơ {code} về việc “{service}”.\n\nLý do: {reason}\n\n"
            "Xem văn bản trả lời và việc bạn có thể làm: {link}"
        ),
        sms=message("Ho so {code} bi tu choi giai quyet. Xem ly do tai Cong dich vu cong."),
    ),
    "dossier_withdrawn": NoticeText(
        subject=message("Đã rút hồ sơ {code}"),
        body=message(
            "Hồ sơ {code} về việc “{service}” đã được rút theo yêu cầu của bạn.\n\n{link}"
        ),
        sms=message("Ho so {code} da duoc rut theo yeu cau cua ban."),
    ),
    "deadline_near": NoticeText(
        subject=message("Sắp đến hạn: hồ sơ {code}"),
        body=message("{what} sắp đến hạn: {deadline}.\n\nMở hồ sơ: {link}"),
        sms=message("Ho so {code} sap den han: {deadline}."),
        group=Group.STAFF,
    ),
    "deadline_passed": NoticeText(
        subject=message("Quá hạn: hồ sơ {code}"),
        body=message(
            "{what} đã quá hạn từ {deadline}.\n\nMở hồ sơ, giải quyết ngay hoặc trình lãnh đạo xin "
            "lỗi và hẹn lại: {link}"
        ),
        sms=message("Ho so {code} qua han tu {deadline}."),
        group=Group.STAFF,
    ),
    "deadline_passed_again": NoticeText(
        subject=message("Quá hạn lần hai: hồ sơ {code}"),
        body=message(
            "{what} của {agency} đã hẹn lại một lần và lại quá hạn từ {deadline}; không còn được "
            "hẹn lại. Thông báo này gửi cả lãnh đạo cơ quan cấp trên.\n\nMở hồ sơ: {link}"
        ),
        sms=message("Ho so {code} qua han lan hai tu {deadline}."),
        group=Group.STAFF,
    ),
    "service_level_dropped": NoticeText(
        subject=message("Mức độ của dịch vụ {code} giảm còn {level}"),
        body=message(
            "Dịch vụ {code} “{service}” nay chỉ còn {level}.\n\nLý do: {reason}\n\n"
            "Xem bằng chứng: {link}"
        ),
        sms=message("Dich vu {code} chi con {level}. Xem ly do tai he thong mot cua."),
        group=Group.STAFF,
    ),
    "petition_received": NoticeText(
        subject=message("Đã nhận phản ánh, kiến nghị {code}"),
        body=message(
            "{agency} đã nhận phản ánh, kiến nghị {code} và trả lời chậm nhất {deadline}.\n\n"
            "Theo dõi: {link}"
        ),
        sms=message("Da nhan phan anh, kien nghi {code}. Tra loi cham nhat {deadline}."),
        group=Group.COURSE,
    ),
    "petition_more_asked": NoticeText(
        subject=message("Cần bạn nói rõ thêm: {code}"),
        body=message(
            "{agency} đề nghị bạn nói rõ thêm về phản ánh, kiến nghị {code}. Thời hạn trả lời tạm "
            "dừng đến khi bạn bổ sung.\n\nXem và bổ sung: {link}"
        ),
        sms=message("Co quan de nghi ban noi ro them ve phan anh, kien nghi {code}."),
    ),
    "petition_refused": NoticeText(
        subject=message("Không tiếp nhận phản ánh, kiến nghị {code}"),
        body=message("{agency} không tiếp nhận phản ánh, kiến nghị {code}.\n\nXem lý do: {link}"),
        sms=message("Phan anh, kien nghi {code} khong duoc tiep nhan. Xem ly do tai Cong."),
    ),
    "petition_answered": NoticeText(
        subject=message("Đã trả lời phản ánh, kiến nghị {code}"),
        body=message("{agency} đã trả lời phản ánh, kiến nghị {code}.\n\nXem trả lời: {link}"),
        sms=message("Phan anh, kien nghi {code} da co tra loi tai Cong dich vu cong."),
    ),
    "petition_due_soon": NoticeText(
        subject=message("Sắp đến hạn: phản ánh, kiến nghị {code}"),
        body=message(
            "Phản ánh, kiến nghị {code} sắp đến hạn: {deadline}.\n\nMở để giải quyết: {link}"
        ),
        sms=message("Phan anh, kien nghi {code} sap den han: {deadline}."),
        group=Group.STAFF,
    ),
    "petition_late": NoticeText(
        subject=message("Quá hạn: phản ánh, kiến nghị {code}"),
        body=message(
            "Phản ánh, kiến nghị {code} đã quá hạn từ {deadline}.\n\nMở để giải quyết: {link}"
        ),
        sms=message("Phan anh, kien nghi {code} qua han tu {deadline}."),
        group=Group.STAFF,
    ),
    "webhook_disabled": NoticeText(
        subject=message("Đã ngừng gửi webhook tới {code}"),
        body=message(
            "Máy chủ {code} không nhận tin nào trong nhiều ngày, nên từ {until} hệ thống ngừng gửi "
            "webhook tới đó. Tin chưa nhận vẫn được giữ và gửi lại được.\n\nXem và bật lại: {link}"
        ),
        sms=message("Da ngung gui webhook toi {code} tu {until}."),
        group=Group.STAFF,
    ),
}
