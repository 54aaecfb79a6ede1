"""What the browser's session knows of a citizen: sign-ins under way, and who is signed in.

Sign-in of staff uses the same session and keys of its own; neither touches the other's.
"""

from dataclasses import asdict
from typing import Final
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from motcua.identity.adapters.openid import Attempt

RETURN_TO: Final = "tiep"
"""Query parameter that says where to go after signing in."""
MOST_ATTEMPTS: Final = 5
"""Tabs in which one browser may be signing in; the oldest gives way."""
ATTEMPT_SECONDS: Final = 10 * 60
_ATTEMPTS: Final = "citizen_attempts"
_PERSON: Final = "citizen"


def begin(session: SessionBase, attempt: Attempt, *, return_to: str, now: float) -> None:
    """Remember a sign-in that the browser is about to leave for.

    Args:
        session: Of the browser.
        attempt: What it is sent away with.
        return_to: Path on this site, checked already.
        now: Real time, in seconds since 1970.
    """
    kept = dict(list(session.get(_ATTEMPTS, {}).items())[1 - MOST_ATTEMPTS :])
    kept[attempt.state] = {**asdict(attempt), "return_to": return_to, "begun": now}
    session[_ATTEMPTS] = kept


def take(session: SessionBase, state: str, *, now: float) -> tuple[Attempt, str] | None:
    """Return an attempt and where it wanted to go, once; None: not begun here, or too long ago."""
    kept = dict(session.get(_ATTEMPTS, {}))
    found = kept.pop(state, None)
    if found is None:
        return None
    session[_ATTEMPTS] = kept
    return_to, begun = found.pop("return_to"), found.pop("begun")
    if now - begun > ATTEMPT_SECONDS:
        return None
    return Attempt(**found), return_to


def enter(session: SessionBase, person_id: UUID) -> None:
    """Sign a person in, under a new session key: one that somebody planted is worth nothing."""
    session.cycle_key()
    session[_PERSON] = str(person_id)


def leave(session: SessionBase) -> None:
    """Sign the citizen out; whoever copied the session's key has nothing by it any more."""
    session.pop(_ATTEMPTS, None)
    session.pop(_PERSON, None)


def person_id(session: SessionBase) -> UUID | None:
    """Return who is signed in; she may have been suspended since."""
    found = session.get(_PERSON)
    return UUID(found) if found else None
