"""The facts that the project carries about công văn 929."""

import csv
import hashlib
import json
from decimal import Decimal
from importlib import resources

from motcua.kernel import numerals, ratios
from motcua.kernel.ratios import Ratio

DATA = resources.files("motcua.reporting").joinpath("data")
ROWS = list(csv.DictReader(DATA.joinpath("level4_2019_cv929.csv").read_text("utf-8").splitlines()))
LETTER = json.loads(DATA.joinpath("claims_cv929.json").read_text("utf-8"))


def ratio_of(row):
    return Ratio(int(row["level4_services"]), int(row["procedures_total"]))


def test_the_appendix_is_the_one_that_was_checked_row_by_row():
    content = DATA.joinpath("level4_2019_cv929.csv").read_bytes()

    assert hashlib.sha256(content).hexdigest() == (
        "1520d2edc40d2152fd420e58b5d5b7ed85b970aee01ad4ecf01b1c9f8d839926"
    )
    assert len(ROWS) == 83


def test_two_printed_shares_of_83_are_not_what_their_counts_give():
    wrong = {
        row["agency_name"]
        for row in ROWS
        if not ratio_of(row).agrees_with(numerals.read_percent(row["printed_percent"]))
    }

    assert wrong == {"Bộ Thông tin và Truyền thông", "Lào Cai"}


def test_every_claim_repeats_the_number_and_the_words_of_the_letter():
    for claim in LETTER["claims"]:
        assert claim["printed"] in claim["quote"]
        assert claim["scope_as_written"] in claim["quote"]
        number = claim["printed"].removesuffix("%").replace(",", ".")
        assert Decimal(number) == Decimal(claim["value"])


def test_the_counts_below_5_percent_can_be_recomputed():
    below = {
        section: sum(
            ratio_of(row).is_below(ratios.percent(5)) for row in ROWS if row["section"] == section
        )
        for section in ("ministry", "province")
    }
    claimed = {
        claim["scope"]: int(claim["value"])
        for claim in LETTER["claims"]
        if claim["kind"] == "count_below"
    }

    assert below == claimed == {"ministry": 5, "province": 14}


def test_the_counts_that_meet_the_target_cannot():
    target = ratios.percent(int(LETTER["target"]["at_least_percent"]))
    meeting = {
        section: sum(ratio_of(row).meets(target) for row in ROWS if row["section"] == section)
        for section in ("ministry", "province")
    }
    claimed = {
        claim["scope"]: int(claim["value"])
        for claim in LETTER["claims"]
        if claim["kind"] == "count_at_least"
    }

    assert meeting == {"ministry": 4, "province": 4}
    assert claimed == {"ministry": 5, "province": 5}


def test_the_slip_in_the_heading_of_the_letter_is_not_repeated():
    headings = [section["heading"] for section in LETTER["appendix"]["sections"]]

    assert headings == [
        "BỘ, CƠ QUAN NGANG BỘ VÀ BẢO HIỂM XÃ HỘI VIỆT NAM",
        "TỈNH, THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG",
    ]
