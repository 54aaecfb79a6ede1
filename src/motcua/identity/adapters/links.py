"""Links by which people set their passwords: an id, signed with this site's secret key."""

from uuid import UUID

from django.core.signing import BadSignature, Signer

from motcua.identity.errors import LinkDead


def token(link_id: UUID) -> str:
    """Return what stands in the link."""
    return _signer().sign(link_id.hex)


def link_id(token: str) -> UUID:
    """Return the id of a link.

    Raises:
        LinkDead: It was not made here.
    """
    try:
        return UUID(_signer().unsign(token))
    except (BadSignature, ValueError):
        raise LinkDead from None


def _signer() -> Signer:
    return Signer(salt="motcua.identity.link", sep=".")
