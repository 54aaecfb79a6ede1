"""Every address of every site declares who may open it."""

import re

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
