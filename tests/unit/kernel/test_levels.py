"""What dossiers prove, and that no dossier is no nought."""

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.levels import Level, proven


def test_no_dossier_in_the_window_is_unproven_and_not_nought():
    proof = proven(Level.PAYMENT, {})

    assert (proof.level, proof.n, proof.m) == (None, 0, 0)


def test_one_dossier_that_went_all_the_way_proves_level_4_one_of_three():
    proof = proven(Level.PAYMENT, {Level.PAYMENT: 1, Level.FORMS: 2})

    assert (proof.level, proof.n, proof.m) == (Level.PAYMENT, 1, 3)


def test_what_the_version_can_no_longer_do_is_no_longer_proven():
    proof = proven(Level.FILING, {Level.PAYMENT: 5})

    assert (proof.level, proof.n, proof.m) == (Level.FILING, 5, 5)


LEVELS = st.sampled_from(list(Level))


@given(st.none() | LEVELS, st.dictionaries(LEVELS, st.integers(0, 50)))
def test_proven_is_never_above_capable_nor_above_what_was_lived(capable, counts):
    proof = proven(capable, counts)

    assert 0 <= proof.n <= proof.m == sum(counts.values())
    if proof.level is not None:
        assert proof.level <= capable
        assert any(level >= proof.level and count for level, count in counts.items())
