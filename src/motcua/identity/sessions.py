"""What the browser's session knows of a citizen: sign-ins under way, and who is signed in.

Sign-in of staff uses the same session and keys of its own; neither touches the other's. The
setting `SESSION_ENGINE` names this module.
"""

from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.utils import timezone

from motcua.identity.adapters.openid import Attempt
from motcua.identity.models import BrowserSession
from motcua.identity.queries import Citizen
from motcua.identity.types import DRAFTS, Assurance, PersonKind
from motcua.kernel.actors import Actor

RETURN_TO: Final = "tiep"
"""Query parameter that says where to go after signing in."""
MOST_ATTEMPTS: Final = 5
"""Tabs in which one browser may be signing in; the oldest gives way."""
ATTEMPT_SECONDS: Final = 10 * 60
_ATTEMPTS: Final = "citizen_attempts"
_PERSON: Final = "citizen"
_READ: Final = """
    SELECT session_data, person.id, kind, full_name, assurance
    FROM identity_browsersession
    LEFT JOIN identity_person AS person ON person.id = person_id AND is_active
    WHERE session_key = %s AND expire_date > %s
"""


class SessionStore(db.SessionStore):
    """Django's sessions in the database; the citizen who is signed in comes with the same read.

    Attributes:
        citizen: As of that read; None when nobody is signed in, or she may not act.
    """

    citizen: Citizen | None = None

    @classmethod
    def get_model_class(cls) -> type[BrowserSession]:
        """Return the table."""
        return BrowserSession

    def create_model_instance(self, data: dict[str, Any]) -> BrowserSession:
        """Return the row of a session."""
        return BrowserSession(
            session_key=self._get_or_create_session_key(),  # type: ignore[attr-defined]  # untyped
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=data.get(_PERSON),
        )

    def load(self) -> dict[str, Any]:
        """Read what is kept under the key; an unknown key is forgotten."""
        with connection.cursor() as cursor:
            cursor.execute(_READ, [self.session_key, timezone.now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        kept, person_id, kind, full_name, assurance = found
        if person_id is not None:
            self.citizen = Citizen(
                actor=Actor.citizen(person_id),
                id=person_id,
                kind=PersonKind(kind),
                full_name=full_name,
                assurance=Assurance(assurance),
            )
        return self.decode(kept)


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
    session.pop(DRAFTS, None)


def citizen(session: SessionBase) -> Citizen | None:
    """Return who is signed in and may act; no more than the session itself is read."""
    is_signed_in = _PERSON in session
    return session.citizen if is_signed_in and isinstance(session, SessionStore) else None
