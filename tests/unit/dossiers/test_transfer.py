"""A row says a dossier and the dossier says the row; what is wrong is said cell by cell."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers import errors
from motcua.dossiers.transfer import reading, words
from motcua.dossiers.transfer.case import row_of
from motcua.dossiers.transfer.columns import COLUMNS, KEYS
from motcua.dossiers.types import Filing, Status
from motcua.kernel import text
from motcua.kernel.clock import LegalShift
from tests.transferred import ROW, row

NOW = datetime(2026, 11, 18, 2, 30, tzinfo=UTC)
SHIFT = LegalShift(-265 * 7)


def read(**changes):
    return reading.read(row(**changes), shift=SHIFT, now=NOW)


def wrong(**changes):
    case, found = read(**changes)
    assert case is None
    return {one.key: type(one.reason) for one in found}


def test_a_row_is_read_and_written_again_as_it_was():
    case, found = read()

    assert found == []
    assert {key: value for key, value in row_of(case, SHIFT).items() if value} == {
        **ROW,
        "LoaiDoiTuong": "Người dân",
        "HinhThuc": "Tại quầy",
    }


def test_times_are_legal_ones():
    case, _ = read()
    assert SHIFT.legal_moment(case.submitted_at).isoformat() == "2021-10-11T08:15:00+07:00"


@pytest.mark.parametrize(
    "written",
    ["11/10/2021 08:15:00", "11/10/2021 08:15", "20211011081500", "2021-10-11T08:15:00"],
)
def test_a_moment_is_written_as_people_and_programs_do(written):
    case, _ = read(NgayNopHoSo=written)
    assert row_of(case, SHIFT)["NgayNopHoSo"] == "11/10/2021 08:15:00"


def test_a_promised_day_lasts_until_offices_close():
    case, _ = read(NgayHenTra="22/10/2021")
    assert row_of(case, SHIFT)["NgayHenTra"] == "22/10/2021 17:00:00"


@pytest.mark.parametrize("filing", Filing)
def test_a_channel_is_known_by_the_word_that_we_write(filing):
    case, _ = read(KenhThucHien=filing.label)
    assert case.filing is filing


def test_every_word_is_folded_as_it_is_looked_up():
    for known in (words.FILINGS, words.STATUSES, words.RESULT_CHANNELS, words.PERSON_KINDS):
        assert all(text.fold(word) == word for word in known)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"MaHoSo": ""}, {"MaHoSo": errors.CellMissing}),
        ({"MaHoSo": "H47/2021/7"}, {"MaHoSo": errors.CodeNotKept}),
        ({"MaTTHC": "khai sinh"}, {"MaTTHC": errors.CodeNotKept}),
        ({"DonViXuLy": "phường"}, {"DonViXuLy": errors.CodeNotKept}),
        ({"KenhThucHien": "qua Zalo"}, {"KenhThucHien": errors.NotInList}),
        ({"TrangThaiHoSo": "11"}, {"TrangThaiHoSo": errors.NotInList}),
        ({"ChuHoSo": ""}, {"ChuHoSo": errors.CellMissing}),
        ({"ChuHoSo": "a" * 301}, {"ChuHoSo": errors.CellNotTaken}),
        ({"ChuHoSo": "An\0"}, {"ChuHoSo": errors.CellNotTaken}),
        ({"ChuHoSo": "An\ud800"}, {"ChuHoSo": errors.CellNotTaken}),
        ({"SoGiayToChuHoSo": "49195000011"}, {"SoGiayToChuHoSo": errors.NotANumberOfHers}),
        (
            {"SoGiayToChuHoSo": "０４９１９５００００１１"},
            {"SoGiayToChuHoSo": errors.NotANumberOfHers},
        ),
        ({"SoGiayToChuHoSo": "999195000011"}, {"SoGiayToChuHoSo": errors.NotANumberOfHers}),
        ({"NgaySinh": "30/02/1995"}, {"NgaySinh": errors.NotAMoment}),
        ({"NgaySinh": "1995"}, {"NgaySinh": errors.NotAMoment}),
        ({"NgaySinh": "01/01/2022"}, {"NgaySinh": errors.NotAMoment}),
        ({"SoDienThoai": "gọi cô Ba"}, {"SoDienThoai": errors.CodeNotKept}),
        ({"Email": "an@x\r\nBcc: b@y.vn"}, {"Email": errors.CodeNotKept}),
        ({"NgayNopHoSo": ""}, {"NgayNopHoSo": errors.CellMissing}),
        ({"NgayNopHoSo": "32/10/2021"}, {"NgayNopHoSo": errors.NotAMoment}),
        ({"NgayNopHoSo": "11/10/1921 08:15:00"}, {"NgayNopHoSo": errors.NotAMoment}),
        ({"NgayTiepNhan": "10/10/2021"}, {"NgayTiepNhan": errors.OutOfOrder}),
        ({"NgayTiepNhan": "25/10/2021"}, {"NgayTiepNhan": errors.NotYet}),
        ({"NgayTiepNhan": ""}, {"NgayTiepNhan": errors.NeededInThisStatus}),
        ({"NgayHenTra": ""}, {"NgayHenTra": errors.NeededInThisStatus}),
        ({"NgayTra": "12/10/2021"}, {"NgayTra": errors.NotInThisStatus}),
        ({"TrangThaiHoSo": "8"}, {"TamDungTu": errors.NeededInThisStatus}),
        ({"TrangThaiHoSo": "5"}, {"TamDungTu": errors.NeededInThisStatus}),
        ({"LePhi": "8.000,5"}, {"LePhi": errors.NotAnAmount}),
        ({"LePhi": "-1"}, {"LePhi": errors.NotAnAmount}),
        ({"LePhi": "9" * 20}, {"LePhi": errors.NotAnAmount}),
        ({"LichSu": "hôm qua = 1"}, {"LichSu": errors.NotAHistory}),
        ({"LichSu": "12/10/2021 = 2; 11/10/2021 = 1"}, {"LichSu": errors.NotAHistory}),
        ({"LichSu": "12/10/2021 = 12"}, {"LichSu": errors.NotAHistory}),
        ({"MaHoSo": "", "LePhi": "x"}, {"MaHoSo": errors.CellMissing, "LePhi": errors.NotAnAmount}),
    ],
)
def test_what_is_wrong_is_named_by_its_cell(changes, expected):
    assert wrong(**changes) == expected


def test_each_status_says_which_times_it_needs():
    assert {status for statuses in reading.NEEDS.values() for status in statuses} == set(Status) - {
        Status.REGISTERED
    }


@given(
    st.fixed_dictionaries({key: st.text(max_size=40) for key in KEYS}),
    st.sampled_from([column.key for column in COLUMNS]),
)
def test_whatever_is_written_is_read_or_refused(texts, key):
    case, found = reading.read({**row(), key: texts[key]}, shift=SHIFT, now=NOW)
    assert (case is None) == bool(found)
    case, found = reading.read(texts, shift=SHIFT, now=NOW)
    assert (case is None) == bool(found)


FIRST = datetime(2019, 1, 1, tzinfo=UTC)
LAST = datetime(2021, 10, 19, tzinfo=UTC)
WHEN = st.integers(0, 10**9).map(lambda seconds: min(FIRST + timedelta(seconds=seconds), LAST))


@given(
    WHEN,
    st.lists(st.integers(0, 10**6), min_size=4, max_size=4),
    st.sampled_from([status for status in Status if status is not Status.STOPPED]),
    st.sampled_from(Filing),
)
def test_what_is_read_is_written_and_read_again_alike(submitted, gaps, status, filing):
    at = [submitted]
    for gap in gaps:
        at.append(min(at[-1] + timedelta(seconds=gap), LAST))
    keys = ["NgayTiepNhan", "NgayHenTra", "NgayKetThucXuLy", "NgayTra", "NgayTuChoi", "NgayDong"]
    keys += ["TamDungTu"]
    moments = dict(zip(keys, [at[1], at[2], at[2], at[3], at[1], at[3], at[2]], strict=True))
    written = {
        key: f"{moments[key]:%d/%m/%Y %H:%M:%S}" if status in reading.GOES_WITH[key] else ""
        for key in keys
    }
    case, found = read(
        NgayNopHoSo=f"{submitted:%d/%m/%Y %H:%M:%S}",
        TrangThaiHoSo=status.value,
        KenhThucHien=filing.label,
        LichSu="",
        **written,
    )
    assert found == []
    again = row_of(case, SHIFT)
    assert reading.read(again, shift=SHIFT, now=NOW)[0] == case
    assert row_of(reading.read(again, shift=SHIFT, now=NOW)[0], SHIFT) == again
