"""Administrators keep the accounts of their agencies; nobody knows another's password."""

import re
from datetime import date, timedelta
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.utils import timezone

from motcua.agencies import queries as agencies
from motcua.agencies.models import Agency, AgencyCode
from motcua.agencies.types import Certainty, Tier
from motcua.audit import queries as audit
from motcua.identity import actions, errors, queries
from motcua.identity.models import AccountLink, RoleAssignment, StaffAccount
from motcua.identity.types import Role
from motcua.notifications import jobs
from motcua.notifications.models import Notice
from motcua.privacy import sealing
from tests.integration.staff import NOW, PASSWORD, SEED

LIST = "/ban-lam-viec/tai-khoan/"
DESK = "/ban-lam-viec/"
CHOSEN = "ba cây chụm lại nên núi"


def below(parent, code, name):
    unit = Agency.objects.create(
        code=code,
        name=name,
        full_name=name,
        sort_key=name.lower(),
        tier=Tier.DISTRICT,
        parent=parent,
        valid_from=date(2010, 1, 1),
    )
    AgencyCode.objects.create(
        agency=unit,
        scheme=unit.scheme,
        code=code,
        source=Certainty.FOUND,
        valid_from=unit.valid_from,
    )
    return unit


@pytest.fixture(autouse=True)
def _agency_site(as_site):
    as_site("agency")


@pytest.fixture
def district(agency):
    return below(agency, "H47.40", "Tam Kỳ")


@pytest.fixture
def member(district, new_account):
    """A member of staff with one role: `member(role, agency)`."""

    def make(role, at=district):
        account = new_account()
        give(account, role, at)
        return account

    return make


def give(account, role, at, since=date(2018, 1, 1)):
    return actions.assign_role(
        account=account, role=role, agency=at, valid_from=since, by=SEED, at=NOW
    )


def viewer(account):
    return queries.viewer_of(account, on=agencies.legal_today())


@pytest.fixture
def admin(member):
    return member(Role.ADMINISTRATOR)


@pytest.fixture
def clerk(member):
    return member(Role.CLERK)


def does(action, admin, account):
    action(viewer=viewer(admin), actor_id=account.actor_id, at=timezone.now())


def last_happening(account):
    return audit.events_of(f"account:{account.actor_id}").last()


def letters():
    """Write what is to be written to people; return what it says, in the order it was."""
    for link in AccountLink.objects.order_by("made_at"):
        jobs.send_link(link=str(link.pk))
    return [
        sealing.unseal(bytes(one.values), place=f"notifications_notice.values:{one.id}")
        for one in Notice.objects.order_by("queued_at")
    ]


def path_of(letter):
    return re.sub(r"https?://[^/]+", "", letter["link"])


def test_a_person_gets_an_account_and_chooses_the_password_herself(admin, district, sign_in):
    page = sign_in(admin)
    asked = {
        "email": "Moi@vidu.example",
        "full_name": "Lê Thị Mới",
        "role": Role.CLERK.value,
        "agency": "H47.40",
    }
    answer = page.post(f"{LIST}mo/", asked)
    assert answer.status_code == 302
    account = StaffAccount.objects.get(email="moi@vidu.example")
    assert not account.has_usable_password()
    assert "Lê Thị Mới" in page.get(LIST, {"tim": "le thi"}).content.decode()
    (letter,) = letters()
    her = Client()
    assert "moi@vidu.example" in her.get(path_of(letter)).content.decode()
    short = her.post(path_of(letter), {"password": "ngan", "again": "ngan"})
    assert "Mật khẩu cần từ 12 ký tự trở lên." in short.content.decode()
    other = her.post(path_of(letter), {"password": CHOSEN, "again": CHOSEN + "."})
    assert "Hai lần nhập không giống nhau." in other.content.decode()
    done = her.post(path_of(letter), {"password": CHOSEN, "again": CHOSEN})
    assert done.headers["Location"] == "/dang-nhap/"
    her.post("/dang-nhap/", {"login": account.email, "password": CHOSEN})
    assert her.get(DESK).headers["Location"].startswith("/hai-lop/bat/")
    again = Client().post(path_of(letter), {"password": PASSWORD, "again": PASSWORD})
    assert again.status_code == 410


def test_a_link_is_dead_once_late_replaced_or_of_a_disabled_account(admin, clerk):
    does(actions.send_link, admin, clerk)
    (first,) = letters()
    does(actions.send_link, admin, clerk)
    assert Client().get(path_of(first)).status_code == 410
    link = AccountLink.objects.order_by("made_at").last()
    letter = queries.letter_of_link(link.pk)
    token = letter.link.rstrip("/").rpartition("/")[2]
    assert actions.account_of_link(token, at=timezone.now()) == clerk
    with pytest.raises(errors.LinkDead):
        actions.account_of_link(token, at=timezone.now() + timedelta(hours=73))
    with pytest.raises(errors.LinkDead):
        actions.account_of_link(token[:-2] + "xx", at=timezone.now())
    does(actions.disable_account, admin, clerk)
    assert Client().get(f"/dat-mat-khau/{token}/").status_code == 410


def test_a_person_who_has_an_account_only_gets_the_role(admin, member, agency, district):
    elsewhere = member(Role.SPECIALIST, below(agency, "H47.41", "Hội An"))
    actions.employ(
        viewer=viewer(admin),
        email=elsewhere.email.upper(),
        full_name="Ai đó",
        role=Role.CLERK,
        agency_id=district.pk,
        at=NOW,
    )
    assert (Role.CLERK, district.pk) in viewer(elsewhere).roles
    assert StaffAccount.objects.get(pk=elsewhere.pk).full_name == "Trần Thị Bé"
    assert not AccountLink.objects.exists()


def test_she_reaches_her_own_agencies_and_those_below_never_above(admin, member, agency, district):
    commune = below(district, "H47.40.1", "An Mỹ")
    for at in (agency, below(agency, "H47.41", "Hội An")):
        with pytest.raises(errors.NotYourAgency):
            actions.employ(
                viewer=viewer(admin),
                email="x@vidu.example",
                full_name="X",
                role=Role.CLERK,
                agency_id=at.pk,
                at=NOW,
            )
    assert not StaffAccount.objects.filter(email="x@vidu.example").exists()
    own, stranger = member(Role.CLERK, commune), member(Role.CLERK, agency)
    does(actions.disable_account, admin, own)
    for act in (
        actions.disable_account,
        actions.send_link,
        actions.ask_factor_reset,
        actions.confirm_factor_reset,
    ):
        with pytest.raises(errors.NotYourAccount):
            does(act, admin, stranger)
    with pytest.raises(errors.NotYourAgency):
        actions.end_role(viewer=viewer(admin), assignment_id=stranger.roles.get().pk, at=NOW)


def test_an_account_with_a_role_elsewhere_is_not_hers_to_disable(admin, clerk, agency, sign_in):
    give(clerk, Role.SPECIALIST, agency)
    with pytest.raises(errors.NotYourAccount):
        does(actions.disable_account, admin, clerk)
    page = sign_in(admin)
    shown = page.get(f"{LIST}{clerk.actor_id}/").content.decode()
    assert "ở cơ quan mà bạn không quản trị" in shown
    assert shown.count("/thoi/") == 1  # the role at her own agency she may end


def test_nobody_administers_herself(admin, district):
    for act in (actions.disable_account, actions.send_link, actions.ask_factor_reset):
        with pytest.raises(errors.NotForYourself):
            does(act, admin, admin)
    with pytest.raises(errors.NotForYourself):
        actions.give_role(
            viewer=viewer(admin),
            actor_id=admin.actor_id,
            role=Role.LEADER,
            agency_id=district.pk,
            last=None,
            legal_act="",
            at=NOW,
        )


def test_the_account_of_another_agency_is_not_found(admin, member, agency, sign_in):
    stranger = member(Role.CLERK, agency)
    page = sign_in(admin)
    assert page.get(f"{LIST}{stranger.actor_id}/").status_code == 404
    for path in ("vai-tro/", "khoa/", "mo-khoa/", "duong-dan/", "lop-hai/", "lop-hai/xac-nhan/"):
        data = {"role": "onestop.clerk", "agency": "H47.40"}
        assert page.post(f"{LIST}{stranger.actor_id}/{path}", data).status_code == 404
    role = stranger.roles.get().pk
    assert page.post(f"{LIST}{stranger.actor_id}/vai-tro/{role}/thoi/").status_code == 404
    assert stranger.email not in page.get(LIST).content.decode()
    stranger.refresh_from_db()
    assert stranger.is_active


def test_a_role_of_another_account_does_not_end_through_this_one(admin, clerk, member, sign_in):
    other = member(Role.SPECIALIST)
    page = sign_in(admin)
    answer = page.post(f"{LIST}{clerk.actor_id}/vai-tro/{other.roles.get().pk}/thoi/")
    assert answer.status_code == 404
    assert RoleAssignment.objects.filter(account=other, valid_until=None).exists()


def test_a_role_holds_to_its_last_day_and_is_given_once(admin, clerk, district):
    today = agencies.legal_today()
    asked = {
        "viewer": viewer(admin),
        "actor_id": clerk.actor_id,
        "role": Role.SPECIALIST,
        "agency_id": district.pk,
        "legal_act": "",
        "at": NOW,
    }
    with pytest.raises(errors.RoleTermBad):
        actions.give_role(**asked, last=today - timedelta(days=1))
    actions.give_role(**asked, last=today)
    assert (Role.SPECIALIST, district.pk) in viewer(clerk).roles
    tomorrow = queries.viewer_of(clerk, on=today + timedelta(days=1))
    assert (Role.SPECIALIST, district.pk) not in tomorrow.roles
    with pytest.raises(errors.RoleHeldAlready):
        actions.give_role(**asked, last=None)


@pytest.mark.parametrize("what", ["disabled", "role given", "role ended", "password", "factor"])
def test_all_her_sessions_end_at_the_next_request(admin, clerk, member, district, sign_in, what):
    browser = sign_in(clerk)
    assert browser.get(DESK).status_code == 200
    if what == "disabled":
        does(actions.disable_account, admin, clerk)
    elif what == "role given":
        give(StaffAccount.objects.get(pk=clerk.pk), Role.SPECIALIST, district)
    elif what == "role ended":
        actions.end_role(viewer=viewer(admin), assignment_id=clerk.roles.get().pk, at=NOW)
    elif what == "password":
        fresh = StaffAccount.objects.get(pk=clerk.pk)
        actions.change_password(account=fresh, password=PASSWORD, at=NOW)
    else:
        does(actions.ask_factor_reset, admin, clerk)
        does(actions.confirm_factor_reset, member(Role.ADMINISTRATOR), clerk)
    assert browser.get(DESK).headers["Location"].startswith("/dang-nhap/")


def test_disabled_she_cannot_come_back_until_enabled(admin, clerk, sign_in):
    does(actions.disable_account, admin, clerk)
    browser = Client()
    browser.post("/dang-nhap/", {"login": clerk.email, "password": PASSWORD})
    assert browser.get(DESK).headers["Location"].startswith("/dang-nhap/")
    with pytest.raises(errors.AccountDisabled):
        does(actions.send_link, admin, clerk)
    does(actions.enable_account, admin, clerk)
    sign_in(clerk)


def test_a_lost_factor_takes_two_administrators_and_she_is_told(admin, member, clerk, sign_in):
    second = member(Role.ADMINISTRATOR)
    page = sign_in(admin)
    account = f"{LIST}{clerk.actor_id}/"
    assert page.post(f"{account}lop-hai/").status_code == 302
    alone = page.post(f"{account}lop-hai/xac-nhan/")
    assert alone.status_code == 422
    assert "Người đề nghị không được tự xác nhận." in alone.content.decode()
    assert Authenticator.objects.filter(user=clerk).exists()
    other = sign_in(second)
    assert "Có 1 đề nghị" in other.get(LIST).content.decode()
    waiting = other.get(LIST, {"tt": "cho"}).content.decode()
    assert clerk.email in waiting
    assert second.email not in waiting
    assert "Xác nhận đặt lại lớp thứ hai" in other.get(account).content.decode()
    assert other.post(f"{account}lop-hai/xac-nhan/").status_code == 302
    assert not Authenticator.objects.filter(user=clerk).exists()
    said = last_happening(clerk)
    assert said.kind == "identity.factor_reset.v1"
    assert said.payload == {"asked_by": str(admin.actor)}
    reset = clerk.factor_resets.get()
    jobs.tell_of_reset(account=str(clerk.actor_id), reset=reset.pk)
    jobs.tell_of_reset(account=str(clerk.actor_id), reset=reset.pk)
    assert Notice.objects.filter(template="staff_factor_reset").count() == 1


def test_a_reset_waits_a_day_and_no_longer(admin, member, clerk):
    second = viewer(member(Role.ADMINISTRATOR))
    does(actions.ask_factor_reset, admin, clerk)
    late = timezone.now() + timedelta(hours=25)
    with pytest.raises(errors.ResetNotAsked):
        actions.confirm_factor_reset(viewer=second, actor_id=clerk.actor_id, at=late)
    actions.ask_factor_reset(viewer=second, actor_id=clerk.actor_id, at=late)
    with pytest.raises(errors.ResetTakesTwo):
        actions.confirm_factor_reset(viewer=second, actor_id=clerk.actor_id, at=late)


def test_the_page_tells_what_happened_to_the_account_and_who_did_it(admin, clerk, sign_in):
    page = sign_in(admin)
    page.post(f"{LIST}{clerk.actor_id}/khoa/")
    shown = page.get(f"{LIST}{clerk.actor_id}/").content.decode()
    assert "Khóa tài khoản" in shown
    assert "Cấp vai trò: Cán bộ một cửa – H47.40" in shown
    assert "Trần Thị Bé" in shown.split("Mới nhất trước")[1]


def test_she_changes_her_own_password_and_stays_here(clerk, sign_in, totp_time):
    browser = sign_in(clerk)
    totp_time.now += 30
    elsewhere = sign_in(clerk)
    asked = {"current": "sai", "password": CHOSEN, "again": CHOSEN}
    wrong = browser.post(f"{DESK}mat-khau/", asked)
    assert "Mật khẩu hiện tại không đúng." in wrong.content.decode()
    done = browser.post(f"{DESK}mat-khau/", {**asked, "current": PASSWORD})
    assert done.headers["Location"] == DESK
    assert browser.get(DESK).status_code == 200
    assert elsewhere.get(DESK).status_code == 302


def test_the_list_filters_pages_and_asks_no_more_for_more_rows(
    admin, member, agency, district, sign_in, monkeypatch, django_assert_max_num_queries
):
    from motcua.identity.queries import administered

    commune = below(district, "H47.40.1", "An Mỹ")
    hidden = member(Role.SPECIALIST, commune)
    for _ in range(4):
        member(Role.CLERK, commune)
    monkeypatch.setattr(administered, "PER_PAGE", 3)
    page = sign_in(admin)
    with django_assert_max_num_queries(14):
        first = page.get(LIST, {"donvi": "H47.40.1", "vaitro": "onestop.clerk"}).content.decode()
    assert hidden.email not in first
    assert first.count("@vidu.example</td>") == 3
    following = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    rest = page.get(f"{LIST}{following}").content.decode()
    assert rest.count("@vidu.example</td>") == 1
    assert 'rel="next"' not in rest
    assert "Không có tài khoản nào khớp" in page.get(LIST, {"tt": "khoa"}).content.decode()


def test_roles_are_those_that_open_something_here(db, as_site):
    assert Role.REPORTER not in queries.roles_here()
    assert Role.CLERK in queries.roles_here()
    as_site("national")
    assert set(queries.roles_here()) >= {Role.REPORTER, Role.REPORTING_OFFICER}
    assert Role.CLERK not in queries.roles_here()


def test_an_id_that_is_none_is_not_found(admin, sign_in):
    page = sign_in(admin)
    assert page.get(f"{LIST}{UUID(int=7)}/").status_code == 404
    assert page.get(LIST, {"sau": "x"}).status_code == 200
