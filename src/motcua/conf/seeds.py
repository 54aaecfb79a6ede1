"""What a site is given before it opens; repeating it changes nothing.

Reference data go to every site. The demo alone gets accounts, with passwords and second factors
made on this machine, and the published figures of 2019.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from pathlib import Path

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from motcua.agencies import actions as agencies
from motcua.agencies.models import Agency
from motcua.conf.environment import Site
from motcua.identity import actions as identity
from motcua.identity.models import StaffAccount
from motcua.identity.types import Role
from motcua.kernel.actors import Actor
from motcua.kernel.periods import Period

SEED = Actor.system("seed")
CALENDAR = range(2018, 2029)
"""Years whose holidays are entered: those of the seeds, the demo's autumn, and some to come."""


STAFF_SINCE = date(2018, 1, 1)
"""Since when the demo's staff hold their roles."""

DEMO_PROVINCE = "H47"
"""Whose agency site the demo runs: tỉnh Quảng Nam."""


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    """An invented member of staff of the demo."""

    email: str
    full_name: str
    role: Role
    agency: str


DEMO_STAFF = {
    Site.NATIONAL: (
        DemoPerson(
            email="tonghop@bo.vidu.example",
            full_name="Lê Thị Tổng Hợp",
            role=Role.REPORTING_OFFICER,
            agency="G14",
        ),
        DemoPerson(
            email="tonghop2@bo.vidu.example",
            full_name="Phạm Văn Đối Chiếu",
            role=Role.REPORTING_OFFICER,
            agency="G14",
        ),
        DemoPerson(
            email="baocao@laocai.vidu.example",
            full_name="Hoàng Thị Báo Cáo",
            role=Role.REPORTER,
            agency="H38",
        ),
        DemoPerson(
            email="quantri@bo.vidu.example",
            full_name="Nguyễn Văn Quản Trị",
            role=Role.ADMINISTRATOR,
            agency="G14",
        ),
        DemoPerson(
            email="quantri2@bo.vidu.example",
            full_name="Tạ Thị Kỹ Thuật",
            role=Role.ADMINISTRATOR,
            agency="G14",
        ),
        DemoPerson(
            email="kiemsoat@bo.vidu.example",
            full_name="Đặng Thị Công Bố",
            role=Role.CONTROLLER,
            agency="G14",
        ),
    ),
    Site.AGENCY: (
        DemoPerson(
            email="quantri@quangnam.vidu.example",
            full_name="Trần Thị Lịch",
            role=Role.ADMINISTRATOR,
            agency="H47",
        ),
        DemoPerson(
            email="quantri2@quangnam.vidu.example",
            full_name="Đoàn Văn Kỹ Thuật",
            role=Role.ADMINISTRATOR,
            agency="H47",
        ),
        DemoPerson(
            email="kiemsoat@quangnam.vidu.example",
            full_name="Huỳnh Văn Kiểm Soát",
            role=Role.CONTROLLER,
            agency="H47",
        ),
        DemoPerson(
            email="motcua@anmy.vidu.example",
            full_name="Nguyễn Thị Tiếp Nhận",
            role=Role.CLERK,
            agency="H47.40.2",
        ),
        DemoPerson(
            email="motcua2@anmy.vidu.example",
            full_name="Trần Văn Một Cửa",
            role=Role.CLERK,
            agency="H47.40.2",
        ),
        DemoPerson(
            email="tinhnguyen@anmy.vidu.example",
            full_name="Lý Thị Giúp Đỡ",
            role=Role.HELPER,
            agency="H47.40.2",
        ),
        DemoPerson(
            email="hotich@anmy.vidu.example",
            full_name="Lê Văn Hộ Tịch",
            role=Role.SPECIALIST,
            agency="H47.40.2",
        ),
        DemoPerson(
            email="lanhdao@anmy.vidu.example",
            full_name="Phan Thị Lãnh Đạo",
            role=Role.LEADER,
            agency="H47.40.2",
        ),
        DemoPerson(
            email="motcua@tanthanh.vidu.example",
            full_name="Võ Thị Láng Giềng",
            role=Role.CLERK,
            agency="H47.40.1",
        ),
        DemoPerson(
            email="congan@anmy.vidu.example",
            full_name="Trương Văn Cư Trú",
            role=Role.SPECIALIST,
            agency="H47.40.2.31",
        ),
        DemoPerson(
            email="lanhdao@congan.anmy.vidu.example",
            full_name="Hồ Văn Trưởng",
            role=Role.LEADER,
            agency="H47.40.2.31",
        ),
        DemoPerson(
            email="bhxh@tamky.vidu.example",
            full_name="Ngô Thị Bảo Hiểm",
            role=Role.SPECIALIST,
            agency="H47.40.32",
        ),
        DemoPerson(
            email="lanhdao@bhxh.tamky.vidu.example",
            full_name="Dương Văn Giám Đốc",
            role=Role.LEADER,
            agency="H47.40.32",
        ),
        DemoPerson(
            email="motcua@tamky.vidu.example",
            full_name="Lý Thị Tiếp Đón",
            role=Role.CLERK,
            agency="H47.40",
        ),
        DemoPerson(
            email="datdai@tamky.vidu.example",
            full_name="Đinh Văn Địa Chính",
            role=Role.SPECIALIST,
            agency="H47.40",
        ),
        DemoPerson(
            email="lanhdao@tamky.vidu.example",
            full_name="Vũ Thị Chủ Tịch",
            role=Role.LEADER,
            agency="H47.40",
        ),
        DemoPerson(
            email="thue@tamky.vidu.example",
            full_name="Cao Thị Thuế",
            role=Role.SPECIALIST,
            agency="H47.40.31",
        ),
        DemoPerson(
            email="soanbieumau@quangnam.vidu.example",
            full_name="Đỗ Thị Biểu Mẫu",
            role=Role.FORM_AUTHOR,
            agency="H47.20",
        ),
        DemoPerson(
            email="duyetbieumau@quangnam.vidu.example",
            full_name="Bùi Văn Thẩm Định",
            role=Role.FORM_REVIEWER,
            agency="H47.7",
        ),
    ),
    Site.SANDBOX: (),
}


def seed(site: Site) -> None:
    """Load what a site cannot do without, and in the demo what makes it worth a look."""
    now = timezone.now()
    agencies.load_reference(by=SEED, at=now)
    for year in CALENDAR:
        agencies.enter_year(year=year, by=SEED, at=now)
    if site is Site.NATIONAL:
        _measurement(now)
        _national_catalogue(now)
        _partners(now)
    if site is Site.AGENCY:
        # Late: the other sites do not have the modules that it fills.
        from motcua.conf.seeds_agency import seed_agency, seed_catalogue, seed_lists

        seed_agency(by=SEED, at=now)
        seed_catalogue(by=SEED, at=now)
        seed_lists(by=SEED, at=now)
    if site is Site.SANDBOX:
        _stand_ins(now)
    if settings.MOTCUA_MODE == "demo":
        if site is not Site.SANDBOX:
            agencies.load_country(by=SEED, at=now)
        if site is Site.AGENCY:
            from motcua.catalogue import jobs as catalogue
            from motcua.conf import seeds_earlier

            catalogue.fill_province()
            seeds_earlier.bring_in(by=SEED, at=now)
        _demo_staff(site, now)


def _measurement(now: datetime) -> None:
    from motcua.indicators import actions as indicators
    from motcua.indicators import queries as standings
    from motcua.indicators.types import LEVEL4_SHARE, Source
    from motcua.reporting import actions as reporting

    indicators.load_definitions(by=SEED, at=now)
    period = Period.parse("2019")
    definition = standings.definition(LEVEL4_SHARE)
    if settings.MOTCUA_MODE != "demo" or standings.current_snapshot(
        definition, period=period, source=Source.DECLARED
    ):
        return
    file = resources.files("motcua.reporting").joinpath("data", "level4_2019_cv929.csv")
    reporting.import_file(
        content=file.read_bytes(), file_name=file.name, period=period, by=SEED, at=now
    )


def _national_catalogue(now: datetime) -> None:
    """Publish what the project carries, as the nation does: without forms and processes."""
    from motcua.catalogue import actions as catalogue
    from motcua.catalogue import queries

    if queries.national_page(after="", most=1):
        return
    own = {"form": "", "process": "", "result_form": "", "result_template": ""}
    catalogue.publish_new(
        [one.model_copy(update=own) for one in catalogue.carried()],
        valid_from=date(2021, 7, 1),
        by=SEED,
        at=now,
    )


def _partners(now: datetime) -> None:
    """Let the agency site of the demo send: both sides derive the same secret."""
    from motcua.registry import actions as registry

    ours = settings.MOTCUA_CONNECTIONS["national"]
    if settings.MOTCUA_MODE != "demo" or not ours.client:
        return
    registry.register_partner(
        client=ours.client,
        secret=ours.secret.get_secret_value(),
        name="Hệ thống một cửa điện tử tỉnh Quảng Nam",
        agency_code=DEMO_PROVINCE,
        by=SEED,
        at=now,
    )


def _stand_ins(now: datetime) -> None:
    """Make our site known to the simulators that know their clients, and trust their time."""
    from motcua.documents.adapters.authority import trusted_folder
    from motcua.sandbox.identity import seeding
    from motcua.sandbox.timestamps import authority as timestamps

    # What an operator does by hand in life: install the root of an authority as trusted.
    trusted_folder().mkdir(parents=True, exist_ok=True)
    installed = trusted_folder() / "sandbox-timestamps.crt"
    installed.write_bytes(timestamps.root().read_bytes())
    installed.with_suffix(".crl").write_bytes(timestamps.revocation_list().read_bytes())
    ours = settings.MOTCUA_CONNECTIONS["identity"]
    if not ours.client:
        return
    seeding.register(
        client=ours.client,
        secret=ours.secret.get_secret_value(),
        callback=f"{settings.MOTCUA_SITE_URLS['agency']}cong-dan/ve/",
        by=SEED,
        at=now,
    )


def _demo_staff(site: Site, now: datetime) -> None:
    if StaffAccount.objects.exists():
        return
    lines = [_open_demo_account(person, now) for person in DEMO_STAFF[site]]
    file = accounts_file(site)
    file.touch(mode=0o600)
    file.write_text("".join(f"{line}\n" for line in lines))


def accounts_file(site: Site) -> Path:
    """Return the file, readable by its owner alone, that lists a site's demo accounts."""
    return Path(settings.MOTCUA_DATA) / f"demo-accounts-{site}.txt"


@transaction.atomic
def _open_demo_account(person: DemoPerson, now: datetime) -> str:
    password = secrets.token_urlsafe(12)
    account = identity.open_account(
        email=person.email, full_name=person.full_name, password=password, by=SEED, at=now
    )
    identity.assign_role(
        account=account,
        role=person.role,
        agency=Agency.objects.valid_on(STAFF_SINCE).get(code=person.agency),
        valid_from=STAFF_SINCE,
        by=SEED,
        at=now,
    )
    TOTP.activate(account, generate_totp_secret())
    return f"  {person.email:<36} {password}  {person.full_name} ({person.role})"


def one_time_code(email: str) -> str:
    """Return what the second factor of a demo account shows now.

    Raises:
        SystemExit: There is no such account, or this is no demo.
    """
    factor = Authenticator.objects.filter(user__email=email, type=Authenticator.Type.TOTP).first()
    if settings.MOTCUA_MODE != "demo" or factor is None:
        message = f"No demo account {email} on this site."
        raise SystemExit(message)
    secret = get_adapter().decrypt(factor.data["secret"])
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
