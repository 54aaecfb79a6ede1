"""A newborn's filing and a land dossier, each carried out by several agencies; fixtures."""

import json
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from typing import Any

import pytest

from motcua.agencies.models import Agency
from motcua.catalogue import actions as catalogue
from motcua.catalogue import queries as published
from motcua.dossiers import actions, jobs, queries
from motcua.dossiers.types import Filled
from motcua.identity.types import Role
from tests.integration.delivery import AN_MY, NOW, SEED
from tests.integration.people import JPEG

TODAY = date(2021, 10, 20)
NEWBORN, BIRTH, RESIDENCE, INSURANCE = "9.900201", "1.001193", "1.004222", "9.900202"
LAND = "1.000798"
TAN_THANH = "H47.40.1"
POLICE = f"{TAN_THANH}.31"
"""Of the ward where the child will live, by the address of the example."""
CITY, TAX, INSURER = "H47.40", "H47.40.31", "H47.40.32"
DECIDED = {"ket_luan": "dong_y", "noi_dung": "Đồng ý theo đề nghị."}
REFUSED = {"reason_code": "thieu-giay-to", "note": "Chỗ ở chưa có giấy tờ hợp pháp."}


def record_of(code):
    file = resources.files("motcua.catalogue").joinpath("data", f"{code}.json")
    return json.loads(file.read_text("utf-8"))


def example_of(form):
    file = resources.files("motcua.eforms").joinpath("data", "examples", f"{form}.json")
    return json.loads(file.read_text("utf-8"))["answers"]


def provide(code, *agencies, **changes):
    catalogue.publish_version(
        content={**record_of(code), **changes}, valid_from=TODAY, by=SEED, at=NOW
    )
    for agency in agencies:
        found = Agency.objects.valid_on(TODAY).get(code=agency)
        catalogue.offer_service(procedure_code=code, agency=found, by=SEED, at=NOW)


def file(code, agency, owner, at=NOW, **changes):
    """Fill in the carried example of a form with files, and submit it."""
    offer = published.offer(code, agency, on=TODAY)
    draft = actions.begin_draft(offer=offer, owner=owner, at=at)
    form = queries.form_of_draft(draft)
    example = {**example_of(form.key), **changes}
    files = [one for one in queries.file_fields(form) if one.key in example]
    answers = {**queries.answers_of(draft), **example}
    for one in files:
        del answers[one.key]
    actions.save_answers(draft_id=draft.id, owner=owner, filled=Filled(answers=answers), at=at)
    for one in files:
        actions.attach_file(
            draft_id=draft.id, owner=owner, field=one, name=f"{one.key}.jpg", content=JPEG, at=at
        )
    return actions.submit(draft_id=draft.id, owner=owner, at=at)


@dataclass
class Family:
    """A dossier with its legs, and officers made as they are needed."""

    whole: Any
    owner: Any
    officer: Any
    at: Any = NOW
    known: dict = field(default_factory=dict)

    def by(self, role, agency):
        key = (role, agency)
        if key not in self.known:
            self.known[key] = self.officer(role, agency=agency, name=f"{role.value} {agency}")
        return self.known[key]

    @property
    def now(self):
        return queries.dossier(self.whole.id)

    def leg(self, code):
        return next((one for one in queries.legs_of(self.whole.id) if one.leg == code), None)

    @property
    def states(self):
        return {
            code: state.value
            for code, state in queries.states_of(queries.legs_of(self.whole.id)).items()
        }

    def heard(self, dossier):
        """Do what the job does after the last event of a dossier, and what that brings about."""
        seen = {}
        todo = [dossier.id]
        while todo:
            one = queries.dossier(todo.pop())
            events = list(queries.events(one.id))[seen.get(one.id, 0) :]
            seen[one.id] = seen.get(one.id, 0) + len(events)
            for event in events:
                jobs.follow_up(
                    dossier=str(one.id),
                    version=event.payload["version"],
                    happened=event.kind.split(".")[1],
                )
            if events:
                family = [self.whole, *queries.legs_of(self.whole.id)]
                todo += [each.id for each in family]

    def accept(self):
        clerk = self.by(Role.CLERK, self.whole.agency.code)
        actions.accept(dossier_id=self.whole.id, viewer=clerk, at=self.at)
        self.heard(self.whole)
        return self

    def item(self, dossier):
        return next(one for one in queries.tasks_of(dossier.id) if one.done_at is None)

    def appraise(self, dossier):
        specialist = self.by(Role.SPECIALIST, dossier.agency.code)
        item = self.item(dossier)
        actions.take_up(item_id=item.id, viewer=specialist, at=self.at)
        actions.enter_result(dossier_id=dossier.id, viewer=specialist, answers=DECIDED, at=self.at)
        actions.do_task(item_id=item.id, viewer=specialist, outcome="xong", at=self.at)

    def approve(self, dossier):
        leader = self.by(Role.LEADER, dossier.agency.code)
        actions.do_task(item_id=self.item(dossier).id, viewer=leader, outcome="duyet", at=self.at)

    def finish(self, code):
        """Carry a leg out to its signed result."""
        leg = self.leg(code)
        self.appraise(leg)
        self.approve(leg)
        self.heard(leg)


@pytest.fixture
def newborn(offered, an, officer):
    """A newborn's filing at phường An Mỹ; the family lives in phường Tân Thạnh."""
    provide(BIRTH, AN_MY, TAN_THANH)
    provide(RESIDENCE, f"{AN_MY}.31", POLICE)
    provide(INSURANCE, INSURER)
    provide(NEWBORN, AN_MY)
    return Family(file(NEWBORN, AN_MY, an), an, officer)


@pytest.fixture
def land(offered, an, officer):
    """An application to build on farm land, at the city."""
    provide(LAND, CITY)
    return Family(file(LAND, CITY, an), an, officer)
