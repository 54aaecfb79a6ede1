from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import Error, connection, transaction

from motcua.audit import queries as audit
from motcua.eforms import actions, errors, queries
from motcua.eforms.models import FormVersion
from motcua.kernel.actors import Actor
from tests.unit.eforms.making import component, definition

NOW = datetime(2026, 3, 2, 3, 4, 5, tzinfo=UTC)
BY = Actor.staff("019380f4-0000-7000-8000-000000000001")

pytestmark = pytest.mark.django_db


def publish(written, key="mau"):
    return actions.publish(key=key, definition=written, by=BY, at=NOW)


def test_versions_are_numbered_and_the_latest_is_found():
    first = publish(definition(component(key="a")))
    second = publish(definition(component(key="b")))
    other = publish(definition(component(), name="khac"), key="khac")

    assert [first.number, second.number, other.number] == [1, 2, 1]
    assert queries.latest("mau").id == second.id
    assert [field.key for field in queries.form(first.id).fields] == ["a"]


def test_publishing_the_same_again_changes_nothing():
    first = publish(definition(component()))

    assert publish(definition(component())).id == first.id
    assert FormVersion.objects.count() == 1
    assert len(audit.events_of("eform:mau")) == 1


def test_an_old_definition_published_anew_is_a_new_version():
    publish(definition(component(key="a")))
    publish(definition(component(key="b")))

    assert publish(definition(component(key="a"))).number == 3


def test_publishing_is_on_record_without_the_definition():
    version = publish(definition(component()))

    (event,) = audit.events_of("eform:mau")
    assert event.kind == "eforms.version_published.v1"
    assert event.actor == str(BY)
    assert event.payload == {
        "id": str(version.id),
        "number": 1,
        "sha256": bytes(version.sha256).hex(),
    }


def test_what_is_not_run_is_not_published():
    with pytest.raises(errors.FormNotSupported):
        publish(definition(component("map")))
    with pytest.raises(ValueError, match="named mau"):
        publish(definition(component()), key="khac")

    assert not FormVersion.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE eforms_formversion SET definition = '{}'",
        "UPDATE eforms_formversion SET number = 9",
        "DELETE FROM eforms_formversion",
    ],
)
def test_the_database_holds_versions_still(statement):
    version = publish(definition(component()))

    with (
        pytest.raises(Error, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    version.refresh_from_db()
    assert version.number == 1


def test_a_form_is_read_once_a_process(django_assert_num_queries):
    version = publish(definition(component()))

    with django_assert_num_queries(1):
        assert queries.form(version.id) is queries.form(version.id)


def test_a_form_that_was_never_published_is_refused():
    with pytest.raises(errors.UnknownForm):
        queries.latest("khong-co")
    with pytest.raises(FormVersion.DoesNotExist):
        queries.form(uuid4())


def test_the_forms_of_the_project_are_published_once():
    first = actions.publish_bundled(by=BY, at=NOW)
    second = actions.publish_bundled(by=BY, at=NOW)

    assert [version.id for version in first] == [version.id for version in second]
    assert "ban-sao-trich-luc-ho-tich" in {version.key for version in first}


def test_a_form_of_the_project_that_says_something_else_gets_a_version():
    key = "ban-sao-trich-luc-ho-tich"
    older = definition(component(), name=key)
    actions.publish(key=key, definition=older, by=BY, at=NOW)

    published = {version.key: version for version in actions.publish_bundled(by=BY, at=NOW)}

    assert published[key].number == 2
