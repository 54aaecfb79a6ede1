import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.actors import Actor, ActorKind

PERSON = "0190c2a4-7b1e-7cc3-98c4-dc0c0c07398f"


@given(st.uuids())
def test_a_person_is_written_and_read_back(person):
    for actor in (Actor.staff(person), Actor.citizen(person)):
        assert Actor.parse(str(actor)) == actor


@pytest.mark.parametrize("actor", [Actor.system("seed"), Actor.client("quang-nam.lgsp_1")])
def test_a_program_is_written_and_read_back(actor):
    assert Actor.parse(str(actor)) == actor


def test_an_actor_is_written_with_its_kind():
    assert str(Actor.staff(PERSON)) == f"staff:{PERSON}"
    assert str(Actor.system("seed")) == "system:seed"


def test_the_same_id_of_another_kind_is_another_actor():
    assert Actor.staff(PERSON) != Actor.citizen(PERSON)


@pytest.mark.parametrize("kind", ActorKind)
@pytest.mark.parametrize("name", ["Nguyễn Văn An", "an@motcua.example", "", "x" * 65, "a b", "A:b"])
def test_a_name_or_an_address_is_no_id_and_stays_out_of_the_message(kind, name):
    with pytest.raises(ValueError, match="no opaque id") as caught:
        Actor(kind, name)

    assert not name or name not in str(caught.value)


@pytest.mark.parametrize(
    "staff_id", ["17", "nguyen.van.an", PERSON.upper(), PERSON.replace("-", ""), f"{{{PERSON}}}"]
)
def test_staff_are_known_by_a_canonical_uuid_only(staff_id):
    with pytest.raises(ValueError, match="no opaque id of a staff"):
        Actor.staff(staff_id)


@pytest.mark.parametrize("text", ["", "seed", "robot:seed", "system:", "Staff:x"])
def test_what_no_actor_wrote_is_not_read(text):
    with pytest.raises(ValueError, match=r"no opaque id|not a valid ActorKind"):
        Actor.parse(text)
