"""Every address of every site declares who may open it."""

import re
from types import SimpleNamespace

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from motcua.conf.environment import Site
from motcua.conf.sites import SITES
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.access import Door


def addresses(patterns, prefix=""):
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


ALL = [
    pytest.param(view, id=f"{site}:{path}")
    for site in Site
    for path, view in addresses(get_resolver(SITES[site].urls).url_patterns)
]


@pytest.mark.parametrize("view", ALL)
def test_an_address_declares_who_may_open_it(view):
    assert access.declared(view) is not None


@pytest.mark.parametrize("view", ALL)
def test_a_declared_role_is_one_that_exists(view):
    declared = access.declared(view)
    assert declared.roles <= set(Role)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        path
        for path, view in addresses(get_resolver(SITES[Site.NATIONAL].urls).url_patterns)
        if access.declared(view).door in {Door.STAFF, Door.ENROLLING}
    ],
)
def test_a_stranger_is_sent_to_sign_in(client, path):
    known = re.sub("<uuid:[a-z_]+>", "019380f4-0000-7000-8000-000000000009", path)
    real = "/" + re.sub("<int:[a-z_]+>", "7", known)
    for method in (client.get, client.post):
        answer = method(real)
        assert answer.status_code == 302, real
        assert "/dang-nhap/" in answer["Location"]


@pytest.mark.django_db
def test_a_view_that_declares_nothing_is_closed(rf):
    from django.contrib.auth.models import AnonymousUser
    from django.core.exceptions import ImproperlyConfigured

    from motcua.identity.middleware import DeclaredAccess

    def forgotten(request):
        raise AssertionError

    request = rf.get("/")
    request.user = AnonymousUser()
    with pytest.raises(ImproperlyConfigured, match="does not declare"):
        DeclaredAccess(lambda _: None).process_view(request, forgotten, (), {})


class Visitor:
    """Who stands before a door: `says` what she is, `roles` what she holds as staff."""

    def __init__(self, says, *, staff=False, roles=(), citizen=False, factor=True, drafts=False):
        self.says, self.staff, self.roles = says, staff, frozenset(roles)
        self.citizen, self.factor, self.drafts = citizen, factor, drafts

    def has_any(self, roles):
        return bool(self.roles & frozenset(roles))

    def should_pass(self, asked):
        """Say it again, apart from the code: the matrix of doors and visitors."""
        match asked.door:
            case Door.PUBLIC | Door.MACHINE | Door.SIGNED:  # the view itself asks these two
                return True
            case Door.CITIZEN:
                return self.citizen
            case Door.FILLER:
                return self.citizen or self.drafts
            case Door.ENROLLING:
                return self.staff
            case Door.STAFF:
                return self.staff and self.factor and (not asked.roles or self.has_any(asked.roles))


VISITORS = [
    Visitor("nobody"),
    Visitor("a citizen", citizen=True),
    Visitor("who has the code of a draft", drafts=True),
    Visitor("staff without the second factor", staff=True, roles=set(Role), factor=False),
    Visitor("staff without a role", staff=True),
    Visitor("a citizen who is staff elsewhere", citizen=True, staff=True),
    *(Visitor(role.value, staff=True, roles={role}) for role in Role),
]


@pytest.mark.parametrize("visitor", VISITORS, ids=lambda visitor: visitor.says)
def test_each_visitor_passes_the_doors_that_are_hers_and_no_other(visitor, rf, monkeypatch):
    """Every address of every site × every kind of visitor, before the middleware itself."""
    from django.core.exceptions import PermissionDenied

    from motcua.identity import middleware

    account = SimpleNamespace(is_authenticated=visitor.staff)
    monkeypatch.setattr(middleware.queries, "viewer_of", lambda _account, on: visitor)
    monkeypatch.setattr(middleware.queries, "sitting_of", lambda _session: None)
    monkeypatch.setattr(middleware.queries, "has_drafts", lambda _session: visitor.drafts)
    monkeypatch.setattr(middleware, "is_mfa_enabled", lambda _account: visitor.factor)
    monkeypatch.setattr(middleware, "_showed_second_factor", lambda _request: visitor.factor)
    monkeypatch.setattr(middleware, "redirect", lambda *_args: "sent away")
    monkeypatch.setattr(middleware, "_to_sign_in", lambda _request: "sent away")
    doors = middleware.DeclaredAccess(lambda _request: None)
    wrong = []
    for param in ALL:
        (view,) = param.values
        request = rf.get("/")
        request.user, request.citizen, request.session = account, visitor.citizen, {}
        try:
            passes = doors.process_view(request, view, (), {}) is None
        except PermissionDenied:
            passes = False
        if passes != visitor.should_pass(access.declared(view)):
            wrong.append(param.id)
    assert wrong == []


def test_each_call_of_the_api_that_is_not_public_asks_for_a_token(as_site, client, db):
    """With no token and with an invented one, of every operation whose door is a machine's."""
    asked = 0
    for site in (Site.AGENCY, Site.NATIONAL):
        as_site(site.value)
        for path, view in addresses(get_resolver(SITES[site].urls).url_patterns):
            if access.declared(view).door is not Door.MACHINE:
                continue
            real = "/" + re.sub("<[^>]+>", "H47.40-211020-0001", path)
            for method in ("get", "post", "put", "delete"):
                for headers in ({}, {"Authorization": "Bearer invented"}):
                    answer = (
                        getattr(client, method)(
                            real, "{}", content_type="application/json", headers=headers
                        )
                        if method != "get"
                        else client.get(real, headers=headers)
                    )
                    assert answer.status_code in {401, 405}, (method, real)
                    asked += answer.status_code == 401
    assert asked >= 2
