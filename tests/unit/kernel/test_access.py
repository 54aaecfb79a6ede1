import functools

import pytest

from motcua.kernel import access
from motcua.kernel.access import Access, Door


def fresh_page():
    """Return a view of its own, so that one test's mark is not seen by another."""

    def page(request):
        return f"page of {request}"

    return page


@pytest.mark.parametrize(
    ("declare", "expected"),
    [
        (access.public, Access(door=Door.PUBLIC)),
        (access.enrolling, Access(door=Door.ENROLLING)),
        (access.staff(), Access(door=Door.STAFF)),
        (
            access.role("reporting.officer", "reporting.leader"),
            Access(door=Door.STAFF, roles=frozenset({"reporting.leader", "reporting.officer"})),
        ),
        (access.machine("sync.write"), Access(door=Door.MACHINE, scope="sync.write")),
    ],
)
def test_a_view_says_who_may_open_it_and_stays_the_same_function(declare, expected):
    view = fresh_page()

    declared = declare(view)

    assert declared is view
    assert declared("Hà") == "page of Hà"
    assert access.declared(view) == expected


def test_a_view_without_a_declaration_declares_nothing():
    assert access.declared(fresh_page()) is None


def test_a_foreign_attribute_of_that_name_declares_nothing():
    view = fresh_page()
    view.access = "public"

    assert access.declared(view) is None


def test_a_wrapped_view_still_says_who_may_open_it():
    view = access.public(fresh_page())

    @functools.wraps(view)
    def timed(request):
        return view(request)

    assert access.declared(timed) == Access(door=Door.PUBLIC)


def test_naming_no_role_is_a_mistake():
    with pytest.raises(ValueError, match="name a role"):
        access.role()
