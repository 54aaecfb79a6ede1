"""Where another system sends its dossiers in bulk, and fetches ours (machine clients)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone
from ninja import Query, Router, Schema
from ninja.security import HttpBearer
from pydantic import Field

from motcua.agencies.types import Day
from motcua.dossiers import actions, queries
from motcua.dossiers.queries import transfers
from motcua.dossiers.queries.transfers import SCOPE, Source, Verdict
from motcua.dossiers.types import Status
from motcua.exchange import queries as exchange
from motcua.kernel import access
from motcua.sheets import streaming

router = Router(tags=["dossiers"])


class SourceToken(HttpBearer):
    """A token of a client that is registered for an agency; `request.auth` is the `Source`."""

    def __call__(self, request: HttpRequest) -> Source:
        """Return which system calls.

        Raises:
            TokenMissing, TokenNotAccepted: Status 401.
            ScopeMissing, SourceNotRegistered: Status 403.
        """
        exchange.check_token_given(request)
        return self.authenticate(request, "")

    def authenticate(self, request: HttpRequest, token: str) -> Source:  # noqa: ARG002 the toolkit reads it from the request
        """Return which system calls, as the token says."""
        return queries.source_of(exchange.caller(request, scope=SCOPE))


class RowsIn(Schema):
    """Dossiers, at most 500: texts by the names of the columns, each judged by itself.

    Beside them `TepDinhKem` may hold papers: `TenTep`, and `NoiDung` in Base64.
    """

    data: list[dict[str, Any]]


class AnswerOut(Schema):
    """What became of a row; `reasons` are empty unless it was refused."""

    MaHoSo: str
    outcome: Verdict
    reasons: dict[str, str] = Field(description="Vietnamese, by the column that is wrong")


class AnswersOut(Schema):
    """One answer for each row, in the order sent."""

    data: list[AnswerOut]


class ExportQuery(Schema):
    """Which dossiers: submitted on these legal days, in a status, with a later code."""

    after: str = Field("", max_length=64)
    since: Day | None = None
    until: Day | None = None
    status: Status | None = None
    format: Literal["ndjson", "csv"] = "ndjson"


@router.post("/dossiers/import", response=AnswersOut, auth=SourceToken())
@access.machine(SCOPE)
def import_dossiers(request: HttpRequest, sent: RowsIn) -> dict[str, Any]:
    """Take dossiers of another one-stop; sending them again, in any order, changes nothing."""
    judged = actions.take_call(rows=sent.data, source=_source(request), at=timezone.now())
    return {
        "data": [
            {
                "MaHoSo": one.code,
                "outcome": one.verdict,
                "reasons": {wrong.key: wrong.reason.text() for wrong in one.wrong},
            }
            for one in judged
        ]
    }


@router.get("/dossiers/export", auth=SourceToken())
@access.machine(SCOPE)
def export_dossiers(
    request: HttpRequest, asked: Annotated[ExportQuery, Query()]
) -> StreamingHttpResponse:
    """Give dossiers out by code, a line each; who was cut off goes on `after` the last code."""
    source = _source(request)
    wanted = queries.Wanted(
        agency_ids=source.agency_ids,
        since=asked.since,
        until=asked.until,
        status=asked.status,
        after=asked.after,
    )
    actions.begin_export(wanted=wanted, form=asked.format, by=source.actor, at=timezone.now())
    rows = queries.exported(wanted)
    if asked.format == "csv":
        header, _ = transfers.template()
        answer = StreamingHttpResponse(
            streaming.delimited(header, transfers.cells(rows)),
            content_type="text/csv; charset=utf-8",
        )
    else:
        answer = StreamingHttpResponse(_lines(rows), content_type="application/x-ndjson")
    answer["Cache-Control"] = "no-store"
    return answer


def _lines(rows: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    for row in rows:
        said = {key: value for key, value in row.items() if value}
        yield json.dumps(said, ensure_ascii=False).encode() + b"\n"


def _source(request: HttpRequest) -> Source:
    source: Source = request.auth  # type: ignore[attr-defined]  # set by ninja
    return source
