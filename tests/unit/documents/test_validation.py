"""A signature never gets a better verdict than it deserves, and no file breaks the judge."""

import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.documents.adapters.apart import judged_apart
from motcua.documents.adapters.validation import UNREADABLE, Verdict, judge
from tests import forgeries, signers
from tests.signers import DAY, Identity, good, identity, signed

ROOTS = [identity().pem]


def verdicts(pdf):
    return [one.verdict for one in judge(pdf, roots=ROOTS)]


def test_a_good_signature_holds_and_says_who_and_when():
    (found,) = judge(good(), roots=ROOTS)

    assert (found.signer, found.holds, found.stamped_at) == ("Người ký", True, None)
    assert abs(found.signed_at - signers.NOW) < DAY


def test_a_second_signature_takes_nothing_from_the_first():
    assert verdicts(signed(pdf=good(), field="CoQuan")) == [Verdict.HOLDS] * 2


@pytest.mark.parametrize("change", forgeries.UPDATES, ids=lambda change: change.__name__)
@pytest.mark.parametrize("certify", [True, False])
def test_what_is_added_after_the_signature_alters_the_paper(change, certify):
    assert verdicts(forgeries.added(signed(certify=certify), change)) == [Verdict.ALTERED]


@pytest.mark.parametrize("change", forgeries.UPDATES, ids=lambda change: change.__name__)
def test_who_signs_after_a_change_vouches_for_it_alone(change):
    assert verdicts(forgeries.between_two(change)) == [Verdict.ALTERED, Verdict.HOLDS]


def test_who_signs_later_must_not_draw_over_what_was_signed():
    before = signed(certify=False)

    assert verdicts(forgeries.covered_by_a_stamp(before)) == [Verdict.ALTERED, Verdict.UNTRUSTED]


@pytest.mark.parametrize(
    "forge",
    [
        forgeries.changed_inside,
        forgeries.over_part,
        forgeries.from_the_middle,
        forgeries.with_a_gap,
        forgeries.wrapped,
        forgeries.after_the_end,
    ],
    ids=lambda forge: forge.__name__,
)
def test_a_signature_over_part_of_the_file_is_none_over_the_file(forge):
    assert verdicts(forge(good())) == [Verdict.ALTERED]


@pytest.mark.parametrize(
    "broken",
    [
        forgeries.broken_xref(good()),
        forgeries.encrypted(good()),
        good()[:-200],
        good()[:-40],
        b"/ByteRange",
    ],
    ids=["cross-references", "password", "half", "no end", "word"],
)
def test_a_broken_file_is_called_so(broken):
    assert judge(broken, roots=ROOTS) == [UNREADABLE]


def test_a_certificate_counts_while_it_lasts():
    ended = identity(begins=-9 * DAY, ends=-DAY)
    to_come = identity(begins=DAY, ends=9 * DAY)

    assert verdicts(signed(ended)) == [Verdict.EXPIRED]
    assert verdicts(signed(to_come)) == [Verdict.NOT_YET_VALID]


@pytest.mark.parametrize(
    "who",
    [
        signers.stranger(),
        signers.time_stamper(),
        signers.code_signer(),
        Identity(signers.root()[0], signers.root()[1], signers.root()[0]),
        identity(key=signers.weak_key()),
    ],
    ids=["made by herself", "of a clock", "for secrets", "of an authority", "RSA of 1024 bits"],
)
def test_a_certificate_for_something_else_is_not_trusted(who):
    assert verdicts(signed(who)) == [Verdict.UNTRUSTED]


def test_a_broken_hash_is_not_trusted():
    assert verdicts(signed(md="sha1")) == [Verdict.UNTRUSTED]


def test_a_revoked_certificate_is_not_trusted():
    who = identity()

    (found,) = judge(signed(who), roots=ROOTS, revoked=[signers.revoking(who)])

    assert (found.verdict, found.is_trusted) == (Verdict.REVOKED, False)


def test_a_stamp_says_whether_a_certificate_was_revoked_before_or_after():
    who = identity(ends=DAY)
    pdf = signed(who, stamper=signers.clock())

    (early,) = judge(pdf, roots=ROOTS, revoked=[signers.revoking(who)])
    (late,) = judge(pdf, roots=ROOTS, revoked=[signers.revoking(who, ago=-DAY / 2)])

    assert early.verdict is Verdict.REVOKED
    assert late.holds
    assert late.stamped_at is not None


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_no_change_of_what_was_signed_holds(data):
    _, (_, first, second, _) = forgeries.ranges(good())
    place = data.draw(st.integers(0, len(good()) - 1).filter(lambda n: not first <= n < second))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != good()[place]))
    changed = good()[:place] + bytes([byte]) + good()[place + 1 :]

    assert Verdict.HOLDS not in verdicts(changed)


@settings(max_examples=25)
@given(st.binary(max_size=400), st.integers(0, len(good())), st.integers(0, 300))
def test_no_file_breaks_the_judge(junk, place, length):
    for pdf in (
        junk,
        b"%PDF-1.7\n/ByteRange" + junk,
        good()[:place] + junk + good()[place:][length:],
    ):
        assert pdf == good() or Verdict.HOLDS not in verdicts(pdf) or junk == b""


def test_a_process_of_its_own_says_the_same():
    stamped = signed(stamper=signers.clock())

    assert judged_apart(stamped, roots=ROOTS, revoked=[]) == judge(stamped, roots=ROOTS)
    assert judged_apart(b"no paper", roots=ROOTS, revoked=[]) == []


def test_what_takes_too_much_time_or_memory_is_not_confirmed():
    bomb = forgeries.bomb(1100)

    assert len(bomb) < 10_000_000
    assert judged_apart(bomb, roots=ROOTS, revoked=[]) == [UNREADABLE]
    assert judged_apart(good(), roots=ROOTS, revoked=[], seconds=0) == [UNREADABLE]


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="pdfsig of poppler is not installed")
@pytest.mark.parametrize(
    ("forge", "says"),
    [
        (lambda pdf: pdf, "Total document signed"),
        (forgeries.wrapped, "Not total document signed"),
        (forgeries.changed_inside, "Digest Mismatch"),
        (lambda pdf: forgeries.added(pdf, forgeries.another_sum), "Not total document signed"),
    ],
    ids=["good", "wrapped", "changed", "updated"],
)
def test_another_program_sees_the_same(forge, says, tmp_path):
    (tmp_path / "paper.pdf").write_bytes(forge(good()))

    done = subprocess.run(
        ["pdfsig", str(tmp_path / "paper.pdf")], capture_output=True, text=True, check=False
    )

    assert says in done.stdout
