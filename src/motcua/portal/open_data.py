"""The columns of the catalogue as open data, and what a procedure has in them."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from motcua.catalogue.queries import Version
from motcua.catalogue.types import Content
from motcua.kernel.messages import message

BYTE_ORDER_MARK = "\ufeff"
"""Without it spreadsheet programs take UTF-8 for something else."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the CSV file: its name, what it means (to be translated), what stands in it."""

    name: str
    means: str
    value: Callable[[Version], Any]


def _of(take: Callable[[Content], Any]) -> Callable[[Version], Any]:
    return lambda version: take(version.content)


def _listed(values: Iterable[str]) -> str:
    return " | ".join(values)


COLUMNS = (
    Column("code", message("Mã thủ tục"), _of(lambda said: said.code)),
    Column("name", message("Tên thủ tục"), _of(lambda said: said.name)),
    Column(
        "illustrative_code",
        message("1: mã minh hoạ, không phải mã quốc gia"),
        _of(lambda said: int(said.has_illustrative_code)),
    ),
    Column(
        "synthetic",
        message("1: dữ liệu tổng hợp minh hoạ, không có thật"),
        _of(lambda said: int(said.is_synthetic)),
    ),
    Column("version", message("Số phiên bản"), lambda version: version.number),
    Column("valid_from", message("Áp dụng từ ngày"), lambda version: version.valid_from),
    Column("publisher", message("Mã cơ quan công bố"), _of(lambda said: said.publisher)),
    Column("decision", message("Quyết định công bố"), _of(lambda said: said.decision)),
    Column("sector", message("Lĩnh vực"), _of(lambda said: said.sector)),
    Column("tiers", message("Cấp thực hiện"), _of(lambda said: _listed(said.tiers))),
    Column("subjects", message("Đối tượng"), _of(lambda said: _listed(said.subjects))),
    Column("decided_by", message("Cơ quan quyết định"), _of(lambda said: said.decided_by)),
    Column("limit", message("Thời hạn, số"), _of(lambda said: said.limit.amount)),
    Column("limit_unit", message("Thời hạn, đơn vị"), _of(lambda said: said.limit.unit.value)),
    Column("limit_wording", message("Thời hạn, như luật"), _of(lambda said: said.limit.wording)),
    Column(
        "fees",
        message("Phí, lệ phí: đồng, đơn vị, căn cứ"),
        _of(
            lambda said: _listed(
                f"{fee.amount}; {fee.unit}; {fee.legal_basis}" for fee in said.fees
            )
        ),
    ),
    Column("channels", message("Cách nộp"), _of(lambda said: _listed(said.channels))),
    Column(
        "result_channels", message("Cách nhận"), _of(lambda said: _listed(said.result_channels))
    ),
    Column("papers", message("Giấy tờ"), _of(lambda said: _listed(p.name for p in said.papers))),
    Column("result", message("Kết quả"), _of(lambda said: said.result)),
    Column(
        "legal_basis",
        message("Căn cứ pháp lý"),
        _of(lambda said: _listed(act.number for act in said.legal_basis)),
    ),
    Column("life_events", message("Việc trong đời"), _of(lambda said: _listed(said.life_events))),
    Column(
        "files_online", message("1: nộp trực tuyến được"), lambda v: int(v.content.files_online)
    ),
    Column(
        "uncertain", message("Các cột chưa chắc chắn"), _of(lambda said: _listed(said.uncertain))
    ),
    Column("certainty", message("Độ tin cậy, bằng lời"), _of(lambda said: said.certainty)),
)


def csv_lines(versions: Iterable[Version]) -> Iterator[str]:
    """Return the file line by line, header first (RFC 4180, with a byte order mark)."""
    yield BYTE_ORDER_MARK + _line([column.name for column in COLUMNS])
    for version in versions:
        yield _line([column.value(version) for column in COLUMNS])


def json_lines(versions: Iterable[Version], *, head: dict[str, Any]) -> Iterator[str]:
    """Return one JSON object, procedure by procedure: `head`, then all of each under `procedures`.

    Every procedure is what `catalogue.types.Content` describes, with version and first legal day.
    """
    yield f'{_json(head)[:-1]},"procedures":['
    comma = ""
    for version in versions:
        described = {
            "version": version.number,
            "valid_from": version.valid_from.isoformat(),
            "files_online": version.content.files_online,
            **version.content.model_dump(mode="json", exclude={"result_prefill"}),
        }
        yield f"{comma}\n{_json(described)}"
        comma = ","
    yield "\n]}\n"


def _line(cells: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
