"""Checks the package of a dossier: without its database, with nothing but the file."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.audit import chain
from motcua.documents.adapters import validation
from motcua.kernel import bagit

DOSSIER = "data/dossier.json"
EVENTS = "data/events.json"
CHECKPOINT = "data/checkpoint.json"


def verify(content: bytes, *, roots: list[bytes]) -> list[str]:
    """Return what is wrong with a package, each with the file it is found in; nothing: it holds.

    Args:
        content: Of the file.
        roots: Certificates that signatures are judged by, in PEM form; without any they are not.
    """
    files, problems = bagit.unpack(content)
    try:
        said = json.loads(files[DOSSIER])
        problems += _chain(files, said)
        problems += _papers(files, said, roots)
    except (KeyError, ValueError, TypeError, AttributeError) as wrong:
        problems.append(f"{DOSSIER}: no package of a dossier ({type(wrong).__name__}: {wrong})")
    return problems


def _chain(files: Mapping[str, bytes], said: Mapping[str, Any]) -> list[str]:
    """Compute every link of the events anew, and compare the last with checkpoint and dossier."""
    links: dict[int, str] = {}
    previous = chain.GENESIS
    for seq, event in enumerate(json.loads(files[EVENTS]), start=1):
        content = chain.content_sha256(
            stream=said["stream"],
            kind=event["kind"],
            at=datetime.fromisoformat(event["at"]),
            actor=event["actor"],
            payload=event["payload"],
        )
        previous = chain.link_sha256(previous=previous, seq=seq, content=content)
        links[seq] = previous.hex()
        found = (event["seq"], event["content_sha256"], event["chain_sha256"])
        if found != (seq, content.hex(), previous.hex()):
            return [f"{EVENTS}: event {seq} does not follow from what it says"]
    problems = []
    if (said["events"], said["last_link"]) != (len(links), previous.hex()):
        problems.append(f"{EVENTS}: it does not end as {DOSSIER} says")
    if CHECKPOINT in files:
        problems += _checkpoint(json.loads(files[CHECKPOINT]), said["stream"], links)
    return problems


def _checkpoint(anchor: Mapping[str, Any], stream: str, links: Mapping[int, str]) -> list[str]:
    made = chain.checkpoint_sha256(
        number=anchor["number"],
        previous=bytes.fromhex(anchor["previous_sha256"]),
        heads=[(name, seq, link) for name, seq, link in anchor["heads"]],
    )
    if made.hex() != anchor["sha256"]:
        return [f"{CHECKPOINT}: it was altered"]
    anchored = {(seq, link) for name, seq, link in anchor["heads"] if name == stream}
    if not anchored & set(links.items()):
        return [f"{CHECKPOINT}: it anchors other events than those of {EVENTS}"]
    return []


def _papers(files: Mapping[str, bytes], said: Mapping[str, Any], roots: list[bytes]) -> list[str]:
    problems = []
    for paper in said["papers"]:
        path = bagit.PAYLOAD + paper["file"]
        if path not in files:
            problems.append(f"{path}: missing")
        elif roots and paper["is_signed"]:
            judged = validation.judge(files[path], roots=roots)
            if not judged or not all(one.holds for one in judged):
                problems.append(f"{path}: its signatures do not hold")
    return problems
