"""The declaration is handed to its applicant and to officers of its agency, to nobody else."""

import pytest
from django.urls import reverse

from motcua.identity.types import Role
from tests.integration.pages import citizens_browser
from tests.integration.people import person


def page(site, dossier):
    return reverse(f"{site}:paper", args=[dossier.code, "declaration"])


def test_the_applicant_takes_her_declaration(submitted, an):
    browser = citizens_browser(an.id)
    whole = browser.get(reverse("portal:dossier", args=[submitted.code])).content.decode()
    assert page("portal", submitted) in whole

    answer = browser.get(page("portal", submitted))

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF")
    assert "to-khai" in answer["Content-Disposition"]
    # What she took is no new paper of the list: it is offered beside her answers.
    again = browser.get(reverse("portal:dossier", args=[submitted.code])).content.decode()
    assert again.count(page("portal", submitted)) == 1


def test_nobody_else_does(submitted):
    other = person(name="Trần Văn B", subject="s-2", personal_id="049195000029")

    assert citizens_browser(other.id).get(page("portal", submitted)).status_code == 404


@pytest.mark.parametrize("role", [Role.CLERK, Role.SPECIALIST, Role.LEADER])
def test_officers_of_the_agency_take_it(submitted, officer, officers_browser, role):
    browser = officers_browser(officer(role, name=role.value))
    whole = browser.get(reverse("onestop:case", args=[submitted.code])).content.decode()
    assert page("onestop", submitted) in whole

    answer = browser.get(page("onestop", submitted))

    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_officers_of_another_agency_do_not(submitted, officer, officers_browser):
    elsewhere = officers_browser(officer(Role.CLERK, agency="H47.40.1", name="Nơi khác"))

    assert elsewhere.get(page("onestop", submitted)).status_code == 404
