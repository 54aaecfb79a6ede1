"""Dossiers that a program of another system sends, and the programs that may."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from motcua.audit import actions as audit
from motcua.documents import actions as documents
from motcua.dossiers import errors
from motcua.dossiers.actions.asking import MEDIA_TYPES, MOST_BYTES
from motcua.dossiers.actions.importing import AT_ONCE, Paper, Sent, take_rows
from motcua.dossiers.models import SourceSystem
from motcua.dossiers.queries.importing import Judged
from motcua.dossiers.queries.sources import Source
from motcua.dossiers.transfer.columns import KEYS
from motcua.dossiers.transfer.reading import Wrong
from motcua.dossiers.verdicts import TAKEN, Verdict
from motcua.exchange import actions as exchange
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

PAPERS = "TepDinhKem"


@transaction.atomic
def register_source(
    *, client: str, secret: str, name: str, agency: "Agency", by: Actor, at: datetime
) -> SourceSystem:
    """Let a program bring in and take out dossiers of an agency and those below it.

    Args:
        client: Its id: lower-case letters, digits, dots and dashes.
        secret: Shared with it, kept as a hash.
        name: The source that its dossiers come from; the same word as in files.
        agency: Whose dossiers.
        by: Who registers it.
        at: Real time.
    """
    exchange.ensure_client(client=client, secret=secret, name=name)
    made, _ = SourceSystem.objects.update_or_create(
        client=client,
        defaults={"name": name, "agency": agency, "registered_at": at, "registered_by": str(by)},
    )
    audit.record(
        stream=f"source:{client}",
        kind="dossiers.source_registered.v1",
        by=by,
        at=at,
        payload={"client": client, "source": name, "agency": agency.code},
    )
    return made


@transaction.atomic
def take_call(*, rows: Sequence[Mapping[str, Any]], source: Source, at: datetime) -> list[Judged]:
    """Take rows that a program sent, with their papers; else as `take_rows`.

    Raises:
        RowsTooMany: More than one call takes; nothing was looked at.
    """
    if len(rows) > AT_ONCE:
        raise errors.RowsTooMany(most=AT_ONCE, rows=len(rows))
    wrong: dict[int, list[Wrong]] = {}
    sent = []
    for place, row in enumerate(rows):
        papers, problems = _papers(row.get(PAPERS), by=source.actor, at=at)
        texts = {key: _text(row[key]) for key in KEYS if row.get(key) is not None}
        if papers and not texts.get("GiayTo"):
            texts["GiayTo"] = "; ".join(papers)
        sent.append(Sent(row={} if problems else texts, papers=papers))
        if problems:
            wrong[place] = problems
    judged = take_rows(sent, source=source.name, within=source.agency_ids, by=source.actor, at=at)
    for place, problems in wrong.items():
        code = _text(rows[place].get("MaHoSo", ""))[:80]
        judged[place] = Judged(code=code, verdict=Verdict.REFUSED, wrong=problems)
    _forget_untaken(judged, sent)
    return judged


def _forget_untaken(judged: Sequence[Judged], sent: Sequence[Sent]) -> None:
    """Throw away the papers of rows that changed nothing."""
    for one, given in zip(judged, sent, strict=True):
        for paper in given.papers.values() if one.verdict not in TAKEN else ():
            documents.forget_file(paper.file)


def _papers(given: object, *, by: Actor, at: datetime) -> tuple[dict[str, Paper], list[Wrong]]:
    """Keep the papers of a row, and say what is wrong with those that cannot be kept."""
    found: dict[str, Paper] = {}
    wrong: list[Wrong] = []
    for one in given if isinstance(given, list) else ():
        said = one if isinstance(one, dict) else {}
        name = _text(said.get("TenTep", "")).replace(";", ",").strip()[:200]
        try:
            content = base64.b64decode(_text(said.get("NoiDung", "")), validate=True)
            stored = documents.store_file(
                content=content,
                name=name,
                media_types=MEDIA_TYPES,
                max_bytes=MOST_BYTES,
                by=by,
                at=at,
            )
        except (binascii.Error, ValueError):
            wrong.append(Wrong(key=PAPERS, value=name, reason=errors.PaperMissing(name=name)))
        except Refusal as reason:
            wrong.append(Wrong(key=PAPERS, value=name, reason=reason))
        else:
            found[name] = Paper(file=stored.id, sha256=stored.sha256)
    return found, wrong


def _text(value: object) -> str:
    """Return a value as a text; whole numbers too, for some programs send amounts so."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return "?"
    return str(value)
