"""Links by which people set their passwords: an id, signed with this site's secret key."""

from uuid import UUID

from django.core.signing import BadSignature, Signer


def token(link_id: UUID) -> str:
    """Return what stands in the link."""
    return _signer().sign(link_id.hex)


def link_id(token: str) -> UUID | None:
    """Return the id of a link; None: it was not made here."""
    try:
        return UUID(_signer().unsign(token))
    except (BadSignature, ValueError):
        return None


def _signer() -> Signer:
    return Signer(salt="motcua.identity.link", sep=".")
