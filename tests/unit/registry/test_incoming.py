"""Every wrong row is refused with the name of its field; nothing is guessed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.canonical import canonical
from motcua.registry import incoming
from motcua.registry.incoming import DossierRow, ServiceRow
from motcua.registry.types import NationalStatus
from tests.unit.registry.snapshots import NOW, dossier, returned, service


def read(row, kind=DossierRow):
    return incoming.read(kind, row, now=NOW)


def test_times_are_legal_times_of_hanoi():
    row = read(dossier())

    assert row.submitted_at.isoformat() == "2021-10-18T09:00:00+07:00"
    assert row.accepted_at is None


def test_all_ten_statuses_of_the_national_portal_are_taken():
    others = set(NationalStatus) - {NationalStatus.RETURNED}

    assert {read(dossier(TrangThaiHoSo=status.value)).status for status in others} == others
    assert read(returned()).status is NationalStatus.RETURNED


def test_fields_that_are_not_ours_are_not_read():
    assert read(dossier(TaiLieuNop=[{"x": 1.5}], GhiChu="\0")).version == 1


WRONG = [
    ({"MaSuKien": ""}, "MaSuKien: để trống"),
    ({"MaSuKien": 7}, "MaSuKien: phải là chữ"),
    ({"PhienBan": 0}, "PhienBan: nhỏ hơn 1"),
    ({"PhienBan": True}, "PhienBan: phải là số nguyên"),
    ({"PhienBan": "1"}, "PhienBan: phải là số nguyên"),
    ({"PhienBan": 1.0}, "PhienBan: phải là số nguyên"),
    ({"PhienBan": 10**30}, "PhienBan: lớn hơn 2147483647"),
    ({"MaHoSo": "H47"}, "MaHoSo: không đúng dạng"),
    ({"MaHoSo": "H47-211332-0001"}, "MaHoSo: không đúng dạng"),
    ({"MaHoSo": f"H47-211018-{'1' * 70}"}, "MaHoSo: dài quá 64 ký tự"),
    ({"MaTTHC": "2.635"}, "MaTTHC: không đúng dạng"),
    ({"DonViXuLy": "h47"}, "DonViXuLy: không đúng dạng"),
    ({"ChuHoSo": "An\0"}, "ChuHoSo: có ký tự rỗng (NUL)"),
    ({"ChuHoSo": "\ud800"}, "ChuHoSo: có ký tự không phải UTF-8"),
    ({"ChuHoSo": "A" * 1_000_000}, "ChuHoSo: dài quá 500 ký tự"),
    ({"ChuHoSo": " "}, "ChuHoSo: để trống"),
    ({"ChuHoSo": None}, "ChuHoSo: phải là chữ"),
    ({"SoDienThoai": ["0905"]}, "SoDienThoai: phải là chữ"),
    ({"KenhThucHien": "4"}, "KenhThucHien: chỉ nhận '1', '2', '3'"),
    ({"TrangThaiHoSo": "11"}, "TrangThaiHoSo: không phải là trạng thái"),
    ({"TrangThaiHoSo": 4}, "TrangThaiHoSo: không phải là trạng thái"),
    ({"NgayNopHoSo": ""}, "NgayNopHoSo: để trống"),
    ({"NgayNopHoSo": "2021-10-18"}, "NgayNopHoSo: phải có dạng"),
    ({"NgayNopHoSo": "20210229090000"}, "NgayNopHoSo: không phải là thời điểm có thật"),
    ({"NgayNopHoSo": "20211018246000"}, "NgayNopHoSo: không phải là thời điểm có thật"),
    ({"NgayNopHoSo": "00010101000000"}, "NgayNopHoSo: sớm hơn năm 2000"),
    ({"NgayNopHoSo": "20211018 90000"}, "NgayNopHoSo: phải có dạng"),
    ({"NgayTiepNhan": None}, "NgayTiepNhan: phải có dạng"),
    ({"NgayTiepNhan": "20211017090000"}, "NgayTiepNhan: sớm hơn NgayNopHoSo"),
    ({"NgayTiepNhan": "20211118090000"}, "NgayTiepNhan: ở tương lai"),
    ({"NgayNopHoSo": "99991231235959"}, "NgayNopHoSo: ở tương lai"),
    ({"LePhi": -1}, "LePhi: nhỏ hơn 0"),
    ({"LePhi": "16000"}, "LePhi: phải là số nguyên"),
    ({"LePhi": 10**18}, "LePhi: lớn hơn"),
    ({"MucDoThucTe": 5}, "MucDoThucTe: lớn hơn 4"),
    ({"MucDoThucTe": 4}, "MucDoThucTe: là 4, nhưng"),
    ({"DuocThanhToanTrucTuyen": "yes"}, "DuocThanhToanTrucTuyen: chỉ nhận"),
]


@pytest.mark.parametrize(("changes", "reason"), WRONG, ids=[reason for _, reason in WRONG])
def test_what_is_wrong_is_said_with_its_field(changes, reason):
    assert read(dossier(**changes)).startswith(reason)


@pytest.mark.parametrize("field", sorted(set(dossier()) - {"SoGiayToChuHoSo", "SoDienThoai"}))
def test_a_missing_field_is_named(field):
    row = dossier()
    del row[field]

    assert read(row) == f"{field}: thiếu."


@pytest.mark.parametrize("row", [None, [], "x", 1, True])
def test_a_row_that_is_no_object_is_refused(row):
    assert read(row) == "Dòng không phải là một đối tượng JSON."


def test_several_problems_are_named_together():
    reason = read(dossier(PhienBan=0, LePhi=-1))

    assert reason == "PhienBan: nhỏ hơn 1; LePhi: nhỏ hơn 0."


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({"KenhThucHien": "1"}, 2),
        ({"XuLyTrucTuyen": "0"}, 2),
        ({"DuocThanhToanTrucTuyen": "0"}, 3),
        ({"DuocThanhToanTrucTuyen": "0", "LePhi": 0}, 4),
    ],
)
def test_a_level_is_taken_only_if_the_dossier_bears_it_out(changes, level):
    assert read(returned(**{**changes, "MucDoThucTe": level})).lived_level == level
    for other in {0, 1, 2, 3, 4} - {level}:
        assert read(returned(**{**changes, "MucDoThucTe": other})).startswith(
            f"MucDoThucTe: là {other}, nhưng"
        )


def test_a_returned_dossier_says_when():
    assert read(returned(NgayTra="")) == "NgayTra: để trống, trong khi hồ sơ đã trả kết quả."


def test_the_hash_says_nothing_of_the_applicant():
    about_an = read(dossier()).sha256
    about_binh = read(
        dossier(ChuHoSo="Trần Văn Bình", SoGiayToChuHoSo="049", SoDienThoai="")
    ).sha256

    assert about_an == about_binh
    assert about_an != read(dossier(LePhi=8000)).sha256


def test_a_service_is_read_and_its_levels_are_levels():
    assert read(service(), ServiceRow).capable_level == 4
    assert read(service(MucDoKhaNang=5), ServiceRow) == "MucDoKhaNang: lớn hơn 4."
    assert read(service(ThuPhi="1"), ServiceRow) == "ThuPhi: chỉ nhận 0, 1."


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=4,
)


@given(st.dictionaries(st.sampled_from(sorted(dossier())), JUNK))
def test_whatever_comes_is_a_row_or_a_reason(changes):
    raw = {**dossier(), **changes}
    found = read(raw)

    if isinstance(found, str):
        assert found.encode().endswith(b".")
    else:
        assert canonical(json.loads(found.model_dump_json()))
    code, version = incoming.key_of(raw, "MaHoSo")
    assert len(code.encode()) <= 4 * 64
    assert version is None or abs(version) < 2**31
