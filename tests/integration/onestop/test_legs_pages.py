"""Agencies that work together, on pages: who asks, who answers, and what each step says."""

from motcua.dossiers import actions, queries
from motcua.dossiers.types import Status
from motcua.identity.types import Role
from tests.integration.delivery import NOW
from tests.integration.families import AN_MY, CITY, TAX, land, newborn

__all__ = ["land", "newborn"]


def text(answer):
    return answer.content.decode()


def test_the_tax_office_finds_reads_and_answers_a_question(land, officers_browser):
    land.accept()
    land.appraise(land.whole)
    (question,) = queries.consultations_of(land.whole.id)
    tax = officers_browser(land.by(Role.SPECIALIST, TAX))

    assert land.whole.code in text(tax.get("/mot-cua/phoi-hop/"))
    address = f"/mot-cua/phoi-hop/{question.item_id}/"
    shown = text(tax.get(address))
    assert "Diện tích" in shown
    file = queries.papers_shown(question)[0]
    assert tax.get(f"{address}tep/{file.id}/").status_code == 200
    refused = tax.post(address, {"y-kien": "informs", "so-tien": "5.000"})
    assert refused.status_code == 422
    said = {"y-kien": "informs", "so-tien": "125.000.000", "so-thong-bao": "45/TB-CCT"}
    assert tax.post(address, said).status_code == 302

    assert queries.dossier(land.whole.id).status == Status.OBLIGATION
    city = officers_browser(land.by(Role.SPECIALIST, CITY))
    assert "45/TB-CCT" in text(city.get(f"/mot-cua/ho-so/{land.whole.code}/"))


def test_another_agency_finds_no_question_of_others(land, officers_browser):
    land.accept()
    land.appraise(land.whole)
    (question,) = queries.consultations_of(land.whole.id)
    other = officers_browser(land.by(Role.SPECIALIST, AN_MY))
    assert other.get(f"/mot-cua/phoi-hop/{question.item_id}/").status_code == 404


def test_a_specialist_asks_another_agency(land, officers_browser):
    land.accept()
    city = officers_browser(land.by(Role.SPECIALIST, CITY))
    viewer = land.by(Role.SPECIALIST, CITY)
    actions.take_up(item_id=land.item(land.whole).id, viewer=viewer, at=NOW)
    address = f"/mot-cua/ho-so/{land.whole.code}/phoi-hop/"
    assert "Chi cục Thuế" in text(city.get(address))
    unit = next(one for one in queries.consultable(land.now, at=NOW) if one.code == TAX)
    assert city.post(address, {"co-quan": unit.id}).status_code == 422
    answer = city.post(address, {"co-quan": unit.id, "noi-dung": "Còn nợ thuế không?"})
    assert answer.status_code == 302
    assert "Còn nợ thuế không?" in text(city.get(f"/mot-cua/ho-so/{land.whole.code}/"))


def test_the_case_shows_its_legs(newborn, officers_browser):
    newborn.accept()
    clerk = officers_browser(newborn.by(Role.CLERK, AN_MY))
    shown = text(clerk.get(f"/mot-cua/ho-so/{newborn.whole.code}/"))
    assert "Đăng ký thường trú cho trẻ" in shown
    assert newborn.leg("khai-sinh").code in shown


def test_a_procedure_with_the_general_process_has_its_buttons(newborn, officers_browser):
    newborn.accept()
    specialist = officers_browser(newborn.by(Role.SPECIALIST, AN_MY))
    birth = newborn.leg("khai-sinh")
    assert "Trình lãnh đạo kết quả thẩm định" in text(
        specialist.get(f"/mot-cua/ho-so/{birth.code}/")
    )
