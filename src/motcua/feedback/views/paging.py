"""The row that a page of a list begins after, as it stands in an address."""

from datetime import datetime
from uuid import UUID

from motcua.feedback.queries import Key


def key_of(text: str) -> Key | None:
    """Return the row that a page begins after; None for what names none: the first page."""
    moment, _, row = text.rpartition("_")
    try:
        at = datetime.fromisoformat(moment) if moment else None
        found = at, UUID(row)
    except ValueError:
        return None
    return None if at is not None and at.utcoffset() is None else found


def key_text(key: Key | None) -> str:
    """Return a row as it stands in the address of the page after it; empty for none."""
    if key is None:
        return ""
    moment, row = key
    return f"{moment.isoformat() if moment else ''}_{row}"
