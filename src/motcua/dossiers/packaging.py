"""An ended dossier as one package that can be checked without us.

What was declared and decided, papers, files, and every event with its links of the audit chain, up
to the one with which it was archived. The same dossier gives the same bytes.

Source: Thông tư 13/2023/TT-BNV (electronic files handed to archives; from memory, its list of
fields was not at hand); RFC 8493 (the package).
"""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from motcua.agencies import queries as agencies
from motcua.audit import queries as audit
from motcua.catalogue import queries as catalogue
from motcua.documents import queries as documents
from motcua.dossiers import queries
from motcua.dossiers.models import Dossier
from motcua.kernel import bagit

if TYPE_CHECKING:
    from motcua.audit.models import Event
    from motcua.documents.models import OfficialPaper

FORMAT = "motcua-dossier-1"


def package(found: Dossier, *, events: int, until: datetime) -> bytes:
    """Return the package of an ended dossier.

    Args:
        found: Which.
        events: How many of its events belong to it; those after them are not looked at.
        until: Real time of the archiving; papers issued after it are not looked at.
    """
    stream = f"dossier:{found.id}"
    happened = list(audit.events_of(stream).filter(seq__lte=events))
    files = {
        **_papers(stream, until),
        **{
            f"attachments/{number:02}-{one.name}": documents.content(one.file)
            for number, one in enumerate(queries.attachments_of(found), start=1)
        },
    }
    payload = {
        **files,
        "dossier.json": _json(_said(found, stream, happened, until)),
        "answers.json": _json(queries.answers_of(found)),
        "events.json": _json([_event(one) for one in happened]),
    }
    if found.result is not None:
        payload["result.json"] = _json(queries.result_of(found))
    anchor = audit.anchor_of(stream, seq=events)
    if anchor is not None:
        payload["checkpoint.json"] = _json(anchor)
    return bagit.pack(
        found.code,
        payload,
        {
            "Source-Organization": found.agency.full_name,
            "External-Identifier": found.code,
            "Bagging-Date": f"{agencies.legal_shift().legal_date(until):%Y-%m-%d}",
            "BagIt-Profile-Identifier": FORMAT,
        },
    )


def _said(found: Dossier, stream: str, happened: "list[Event]", until: datetime) -> dict[str, Any]:
    content = catalogue.version(found.procedure_version_id).content
    return {
        "format": FORMAT,
        "code": found.code,
        "stream": stream,
        "procedure": {"code": content.code, "name": content.name},
        "agency": {"code": found.agency.code, "name": found.agency.full_name},
        "applicant": found.owner_name,
        "filing": found.filing,
        "status": found.status,
        "submitted_at": _text(found.submitted_at),
        "accepted_at": _text(found.accepted_at),
        "finished_at": _text(found.finished_at),
        "returned_at": _text(found.returned_at),
        "closed_at": _text(found.closed_at or found.refused_at),
        "events": len(happened),
        "last_link": bytes(happened[-1].chain_sha256).hex(),
        "papers": [
            {
                "file": _name(number, paper),
                "kind": paper.kind,
                "number": paper.number,
                "year": paper.year,
                "sha256": paper.file.sha256 if paper.file else "",
                "is_signed": paper.is_signed,
            }
            for number, paper in enumerate(_issued(stream, until), start=1)
        ],
    }


def _papers(stream: str, until: datetime) -> dict[str, bytes]:
    return {
        _name(number, paper): documents.content(paper.file)
        for number, paper in enumerate(_issued(stream, until), start=1)
        if paper.file is not None
    }


def _issued(stream: str, until: datetime) -> "list[OfficialPaper]":
    return [one for one in documents.papers_of(stream) if one.issued_at <= until]


def _name(number: int, paper: "OfficialPaper") -> str:
    return f"papers/{number:02}-{paper.file.name if paper.file else paper.kind}"


def _event(one: "Event") -> dict[str, Any]:
    return {
        "seq": one.seq,
        "kind": one.kind,
        "at": one.at.isoformat(),
        "actor": one.actor,
        "payload": one.payload,
        "content_sha256": bytes(one.content_sha256).hex(),
        "chain_sha256": bytes(one.chain_sha256).hex(),
    }


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
