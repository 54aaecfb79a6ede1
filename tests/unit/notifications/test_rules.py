"""Notices are worded for their channel, sent to addresses that exist, and tried for a day."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.notifications import lifecycle, rules, wording
from motcua.notifications.texts import TEXTS
from motcua.notifications.types import Channel, Group, NoticeStatus

VALUES = {
    "name": "Công Tằng Tôn Nữ Hoàng Nguyệt Minh Châu",
    "agency": "Ủy ban nhân dân phường An Mỹ",
    "code": "000.00.40.H47-211018-00001",
    "service": "Cấp bản sao trích lục hộ tịch",
    "link": "https://dichvucong.vidu.example/ho-so/000.00.40.H47-211018-00001/",
    "amount": "1.234.567 đồng",
    "promised": "17:00 ngày 20/10/2021",
    "deadline": "17:00 ngày 20/10/2021",
    "reason": "Tờ khai thiếu chữ ký.",
    "level": "mức 3",
    "until": "17:00 23/10/2021",
    "closes_on": "01/11/2021",
    "parcel": "EB123456785VN",
    "what": "Bước “Thẩm định hồ sơ” của hồ sơ 000.00.40.H47-211018-00001",
}
OF_ACCOUNTS = {"staff_link", "staff_factor_reset"}
"""These speak of an officer's own account; all others of something that has a code."""
every_text = pytest.mark.parametrize("template", TEXTS)


def as_written(text):
    return text


def sms(template, values):
    _, text = wording.worded(template, Channel.SMS, values, as_written)
    return text


def mail(template, values):
    return wording.worded(template, Channel.EMAIL, values, as_written)


@every_text
def test_an_sms_fits_into_one_message_with_real_values(template):
    text = sms(template, VALUES)
    assert len(text) <= wording.SMS_LENGTH
    assert not text.endswith("...")
    assert set(text) <= wording.GSM7
    assert VALUES["code"] in text or template in OF_ACCOUNTS


@every_text
def test_an_sms_names_nobody_and_leads_nowhere(template):
    text = sms(template, VALUES)
    assert "http" not in text
    assert "Chau" not in text


@every_text
def test_a_mail_greets_says_who_writes_and_never_asks_for_a_password(template):
    subject, body = mail(template, VALUES)
    assert VALUES["code"] in subject or template in OF_ACCOUNTS
    assert body.startswith("Kính gửi Công Tằng Tôn Nữ Hoàng Nguyệt Minh Châu,")
    assert VALUES["agency"] in body
    assert VALUES["link"] in body
    assert "không bao giờ hỏi mật khẩu" in body
    assert "{" not in subject + body


@every_text
def test_every_field_is_named_that_a_text_needs(template):
    assert wording.fields(template) <= VALUES.keys()
    said = wording.fields(template) | ({"code"} if template in OF_ACCOUNTS else set())
    assert {"name", "agency", "code", "link"} <= said


def test_an_unknown_text_and_a_missing_value_are_found_at_once():
    with pytest.raises(ValueError, match="no notice"):
        wording.refuse_unknown_text("dossier_lost", VALUES)
    with pytest.raises(ValueError, match="needs promised"):
        wording.refuse_unknown_text(
            "dossier_accepted", {k: v for k, v in VALUES.items() if k != "promised"}
        )


def test_a_value_makes_no_header_of_its_own():
    subject, _ = mail("fee_paid", VALUES | {"code": "X\r\nBcc: ai@do.example"})
    assert subject.splitlines() == [subject]


def test_letters_lose_their_marks_and_keep_their_case():
    assert wording.without_marks("Đã hẹn “Ủy ban” đến ngày mai") == 'Da hen "Uy ban" den ngay mai'


@given(st.text(max_size=400))
def test_whatever_stands_in_a_value_the_gateway_takes_the_sms(value):
    text = sms("fee_paid", VALUES | {"code": value})
    assert 0 < len(text) <= wording.SMS_LENGTH
    assert set(text) <= wording.GSM7


@pytest.mark.parametrize(
    "written", ["0999000011", "+84999000011", "84999000011", "0999 000 011", "0999.000.011"]
)
def test_a_mobile_number_has_one_spelling(written):
    assert rules.address(Channel.SMS, written) == "+84999000011"


@pytest.mark.parametrize(
    "written", ["", "0235 3811 999", "099900001", "09990000111", "+1 999 000 0111", "số nhà"]
)
def test_no_sms_goes_to_what_is_no_mobile_number(written):
    assert rules.address(Channel.SMS, written) is None


def test_a_mail_address_has_one_spelling():
    assert rules.address(Channel.EMAIL, " An@ViDu.example ") == "an@vidu.example"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "an",
        "an@vidu",
        "an@vidu.example\nBcc: ai@do.example",
        "an@vidu.example, ai@do.example",
        "An <an@vidu.example>",
        "ân@vidu.example",
        "@vidu.example",
    ],
)
def test_no_mail_goes_to_what_is_no_address(written):
    assert rules.address(Channel.EMAIL, written) is None


def test_we_try_for_about_a_day_and_then_give_up():
    waits = []
    while (wait := rules.wait_after(len(waits) + 1)) is not None:
        waits.append(wait)
    assert waits == sorted(waits)
    assert timedelta(hours=20) < sum(waits, timedelta()) < timedelta(hours=24)


def test_what_is_sent_or_failed_stays_so():
    for final in (NoticeStatus.SENT, NoticeStatus.FAILED):
        assert lifecycle.NOTICE.events_from(final) == ()


AT = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
"""Ten o'clock in the morning in Vietnam."""


@pytest.mark.parametrize(
    ("hour", "until"),
    [(13, None), (14, 24), (23, 24), (0, None), (3, None)],
    ids=["20h", "21h", "6h", "7h", "10h"],
)
def test_nobody_is_woken_at_night(hour, until):
    morning = AT.replace(hour=0) + timedelta(hours=until) if until else None
    assert rules.quiet_until(AT.replace(hour=hour), hours=(21, 7)) == morning


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.booleans())  # noqa: DTZ001
def test_the_morning_is_near_and_no_night(moment, over_midnight):
    hours = (21, 7) if over_midnight else (1, 5)
    at = moment.replace(tzinfo=UTC)
    morning = rules.quiet_until(at, hours=hours)
    assert morning is None or at < morning <= at + timedelta(hours=10)
    assert morning is None or rules.quiet_until(morning, hours=hours) is None
    assert rules.quiet_until(at, hours=None) is None


def test_a_provider_is_left_alone_after_three_failures_in_a_row_and_not_for_long():
    down = [("down", AT - timedelta(seconds=second)) for second in (1, 2, 3)]
    assert rules.is_left_alone(down, at=AT)
    assert rules.is_left_alone([("unclear", AT), *down], at=AT)
    assert not rules.is_left_alone(down[:2], at=AT)
    assert not rules.is_left_alone([("taken", AT), *down], at=AT)
    assert not rules.is_left_alone([("refused", AT), *down], at=AT)
    assert not rules.is_left_alone(down, at=AT + rules.LEFT_ALONE)


def test_what_the_law_has_told_cannot_be_switched_off():
    everything = [rules.choice(group, channel) for group in Group for channel in Channel]
    for template, text in TEXTS.items():
        wanted = {one for one in Channel if rules.is_wanted(template, one, everything)}
        free = text.group is Group.COURSE
        assert wanted == ({Channel.IN_APP} if free else set(Channel))
        assert rules.is_wanted(template, Channel.SMS, [])


def test_an_address_is_masked_so_that_she_knows_it_and_nobody_can_use_it():
    assert rules.masked(Channel.SMS, "+84999000011") == "+84999•••011"
    assert rules.masked(Channel.EMAIL, "an@vidu.example") == "a•••@vidu.example"


def test_one_changed_letter_changes_the_fingerprint():
    said = {"text": "Ho so da co ket qua.", "salt": "1"}
    assert rules.fingerprint(said) != rules.fingerprint(said | {"text": "Ho so da co ket qua!"})
    assert rules.fingerprint(dict(reversed(said.items()))) == rules.fingerprint(said)
