"""The end of a certificate before its time: a key that was lost, or whose owner has left."""

from datetime import datetime

from django.db import transaction

from motcua.audit import actions as audit
from motcua.documents import errors
from motcua.documents.adapters import authority
from motcua.kernel.actors import Actor


@transaction.atomic
def revoke(*, code: str, why: str, by: Actor, at: datetime) -> int:
    """Put a certificate of our own authority on its list and set its key aside.

    Args:
        code: Of the agency, or `person-<id of the account>`.
        why: For the audit log; no personal values.
        by: Who asks.
        at: Real time from which the key is not trusted.

    Returns:
        The serial number of the certificate.

    Raises:
        UnknownCertificate: There is none of this code, or another authority gave it.
    """
    if not authority.has(code):
        raise errors.UnknownCertificate(code=code)
    number = authority.revoke(code, at=at)
    audit.record(
        stream=f"certificate:{code}",
        kind="documents.certificate_revoked.v1",
        by=by,
        at=at,
        payload={"serial": f"{number:x}", "why": why},
    )
    authority.set_aside(code, number)
    return number
