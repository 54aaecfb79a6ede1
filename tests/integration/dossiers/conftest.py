import shutil

import pytest
from django.test import override_settings

from motcua.documents.adapters import authority
from motcua.dossiers import actions, queries
from motcua.eforms import queries as eforms
from tests.integration.delivery import AN_MY, NOW, offer, offered
from tests.integration.people import ANSWERS, JPEG, an, officer

__all__ = ["an", "offer", "offered", "officer"]


@pytest.fixture(scope="session")
def keys_made_once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    with override_settings(MOTCUA_DATA=folder):
        authority.credential(agency_code=AN_MY, agency_name="Ủy ban nhân dân phường An Mỹ")
    return folder


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path, keys_made_once, as_site):
    as_site("agency")
    settings.MOTCUA_DATA = tmp_path / "data"
    shutil.copytree(keys_made_once, settings.MOTCUA_DATA)


@pytest.fixture
def draft_of(offer):
    """Make a draft that is ready to be submitted."""

    def make(citizen, **changes):
        draft = actions.begin_draft(offer=offer, owner=citizen, at=NOW)
        form = eforms.form(offer.version.form_version)
        answers = {**queries.answers_of(draft), **ANSWERS, **changes}
        answers = {key: value for key, value in answers.items() if value is not None}
        filled = queries.filled(draft).with_answers(answers, {})
        actions.save_answers(draft_id=draft.id, owner=citizen, filled=filled, at=NOW)
        field = next(one for one in queries.file_fields(form) if one.key == "giay_to")
        actions.attach_file(
            draft_id=draft.id, owner=citizen, field=field, name="cccd.jpg", content=JPEG, at=NOW
        )
        return draft

    return make


@pytest.fixture
def submitted(an, draft_of):
    return actions.submit(draft_id=draft_of(an).id, owner=an, at=NOW)


@pytest.fixture
def paid(submitted):
    from uuid import uuid4

    from motcua.kernel.actors import Actor

    actions.note_payment(
        dossier_id=submitted.id, charge_id=uuid4(), by=Actor.system("test"), at=NOW
    )
    return queries.dossier(submitted.id)
