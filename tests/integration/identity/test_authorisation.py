"""Addresses of one person's affairs, filled with her objects and opened by others.

Walked from the resolver: an address with a parameter is either here, with whose object it is, or
listed as nobody's in particular. Who has the role but works elsewhere, and another citizen, learn
not even that the object exists.
"""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import get_resolver

from motcua.agencies import queries as agencies
from motcua.conf.environment import Site
from motcua.conf.sites import SITES
from motcua.dossiers import actions, queries
from motcua.identity.models import StaffAccount
from motcua.identity.queries import viewer_of
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.access import Door
from tests.architecture.test_addresses import addresses
from tests.integration.delivery import NOW, offer, offered
from tests.integration.dossiers.conftest import (
    data_folder,
    draft_of,
    keys_made_once,
    paid,
    submitted,
)
from tests.integration.pages import citizens_browser, officers_browser
from tests.integration.people import an, officer, person

__all__ = [
    "an",
    "data_folder",
    "draft_of",
    "keys_made_once",
    "offer",
    "offered",
    "officer",
    "officers_browser",
    "paid",
    "submitted",
]

HERS = (
    "nop/<uuid:draft_id>/",
    "ho-so/<str:code>/",
    "tai-khoan/giay-to/<uuid:record_id>/",
    "tai-khoan/tin-bao/<uuid:notice_id>/",
    "phan-anh/cua-toi/<str:code>/",
)
"""Below these everything is one citizen's own."""

OF_THE_AGENCY = (
    "mot-cua/ho-so/<str:code>/",
    "mot-cua/phan-anh/<str:code>/",
    "mot-cua/phoi-hop/<uuid:item_id>/",
    "mot-cua/nhieu-ho-so/<uuid:batch_id>/",
    "mot-cua/phien/<uuid:sitting_id>/",
    "mot-cua/ban-giao/<uuid:slip_id>/",
    "mot-cua/nhap-xuat/<uuid:import_id>/",
    "mot-cua/so-hoa/<uuid:record_id>/",
    "ban-lam-viec/tai-khoan/<uuid:actor_id>/",
    "ban-lam-viec/webhook/<uuid:webhook_id>/",
    "danh-muc/dot/<uuid:bulk_id>/",
    "danh-muc/quoc-gia/<uuid:proposal_id>/",
)
"""Below these everything is of the agency that works on it, or of one officer."""

NOBODYS = (
    # Money on the one account of the site, before anybody knows whose it is.
    "mot-cua/thu-phi/<uuid:line_id>/",
    "thu-tuc/<str:code>/",
    "danh-muc/",
    "bieu-mau/",
    "quy-trinh/",
    "mot-cua/danh-sach/<uuid:list_id>/xoa/",
    # Another's key is unknown; its own test says so.
    "hai-lop/khoa/<int:pk>/go/",
    "mot-cua/dieu-hanh/",
    "mot-cua/so-theo-doi/",
    "mot-cua/bao-cao/",
    "mot-cua/quay/<str:code>/",
    "mot-cua/giup/<str:code>/",
    "mot-cua/bieu-mau/<str:code>/",
    "mot-cua/nhap-xuat/mau.",
    "mot-cua/nhap-xuat/ho-so.",
    "mot-cua/dich-vu/<str:code>/",
    "ban-lam-viec/ky-thay/",
    "ban-lam-viec/tin-bao/",
    "co-quan/",
)
"""What all see who have the role: the catalogue, forms, processes; lists that are scoped inside.

Deputies and services of another agency are refused in a sentence, and to forget a list that is not
hers does nothing; their own tests say so.
"""


def walked(*doors):
    return [
        (path.replace("^", "").replace("\\Z", ""), view)
        for path, view in addresses(get_resolver(SITES[Site.AGENCY].urls).url_patterns)
        if access.declared(view).door in doors and "<" in path and not path.startswith("api/")
    ]


def of(prefixes, *doors):
    return [path for path, _ in walked(*doors) if path.startswith(prefixes)]


def test_no_address_with_an_object_is_forgotten(db):
    known = HERS + OF_THE_AGENCY + NOBODYS
    paths = [path for path, _ in walked(Door.CITIZEN, Door.FILLER, Door.STAFF)]
    assert [path for path in paths if not path.startswith(known)] == []
    unused = [prefix for prefix in known if not any(path.startswith(prefix) for path in paths)]
    assert unused == []


@pytest.fixture
def objects(an, draft_of, paid, officer):
    """What is An's, and of phường An Mỹ: a draft, a dossier with its paper, its task, a clerk."""
    clerk = officer(Role.CLERK, name="Tiếp nhận")
    actions.accept(dossier_id=paid.id, viewer=clerk, at=NOW)
    (item,) = queries.tasks_of(paid.id)
    (attachment,) = queries.attachments_of(paid)
    values = {
        "code": paid.code,
        "draft_id": draft_of(an).id,
        "attachment_id": attachment.id,
        "item_id": item.id,
        "actor_id": clerk.actor.id,
        "assignment_id": StaffAccount.objects.get(actor_id=clerk.actor.id).roles.get().pk,
        "kind": "receipt",
        "event": "stop",
        "form": "pdf",
        "key": "phan-1",
        "number": 1,
        "pk": 1,
    }
    return lambda path: (
        "/" + re.sub("<[a-z]+:([a-z_]+)>", lambda found: str(values.get(found[1]) or uuid4()), path)
    )


def opened(browser, path):
    """What she is answered, whichever way she asks; a way that is not taken says nothing."""
    ways = (browser.get, browser.post, browser.put, browser.patch, browser.delete)
    return {way(path).status_code for way in ways} - {405}


@pytest.mark.django_db
def test_another_citizen_finds_nothing_of_hers(objects):
    stranger = person(name="Trần Văn Bình", subject="s-2", personal_id="049085000022")
    browser = citizens_browser(stranger.id)
    paths = [objects(path) for path in of(HERS, Door.CITIZEN, Door.FILLER)]
    assert len(paths) > 20
    assert {path: opened(browser, path) for path in paths} == {path: {404} for path in paths}


@pytest.mark.django_db
def test_the_addresses_are_real_ones_for_herself(an, objects):
    """Else the walk above would prove nothing."""
    browser = citizens_browser(an.id)
    for path in ("nop/<uuid:draft_id>/xem-lai/", "ho-so/<str:code>/"):
        assert browser.get(objects(path)).status_code in {200, 302}


@pytest.mark.django_db
@pytest.mark.parametrize("elsewhere", ["H47.40.1", "H47.7"], ids=["another ward", "a department"])
def test_who_has_every_role_elsewhere_finds_nothing_of_the_agency(
    objects, officer, officers_browser, elsewhere
):
    browser = officers_browser(with_every_role(officer, elsewhere))
    paths = [objects(path) for path in of(OF_THE_AGENCY, Door.STAFF)]
    assert len(paths) > 40
    wrong = {path: opened(browser, path) - {403, 404} for path in paths}
    assert {path: statuses for path, statuses in wrong.items() if statuses} == {}


@pytest.mark.django_db
def test_a_citizen_does_not_reach_the_officers_pages_of_her_own_dossier(an, objects):
    browser = citizens_browser(an.id)
    for path in of(OF_THE_AGENCY + NOBODYS, Door.STAFF):
        answer = browser.get(objects(path))
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/dang-nhap/"), path


@pytest.mark.django_db
def test_an_officer_does_not_reach_the_citizens_pages_of_a_dossier_she_works_on(
    objects, officer, officers_browser
):
    browser = officers_browser(officer(Role.CLERK, name="Khác"))
    for path in of(HERS, Door.CITIZEN, Door.FILLER):
        answer = browser.get(objects(path))
        assert answer.status_code == 302, path
        assert answer.headers["Location"].startswith("/cong-dan/dang-nhap/"), path


@pytest.mark.django_db
def test_nobody_is_sent_to_sign_in_and_learns_nothing(objects):
    browser = Client()
    for path in of(HERS + OF_THE_AGENCY, Door.CITIZEN, Door.FILLER, Door.STAFF):
        assert opened(browser, objects(path)) == {302}, path


def with_every_role(officer, agency):
    from motcua.agencies.models import Agency
    from motcua.identity import actions as identity

    viewer = officer(Role.CLERK, agency=agency, name="Mọi vai")
    account = StaffAccount.objects.get(actor_id=viewer.actor.id)
    today = agencies.legal_today()
    for role in set(Role) - {Role.CLERK}:
        identity.assign_role(
            account=account,
            role=role,
            agency=Agency.objects.get(code=agency),
            valid_from=today,
            by=viewer.actor,
            at=NOW,
        )
    return viewer_of(account, on=today)
