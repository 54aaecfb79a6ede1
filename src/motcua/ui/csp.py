"""Content security policy of citizen and officer pages.

One inline script line is allowed, by hash: it tells style sheets, before the first paint, that
scripts run. Everything else comes from our own address, and nothing may frame us.
"""

import base64
import hashlib
from collections.abc import Collection

INLINE_SCRIPT = (
    "document.body.className+=' js-enabled'"
    "+('noModule'in HTMLScriptElement.prototype?' govuk-frontend-supported':'')"
)


def _source_hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


SCRIPT_HASH = _source_hash(INLINE_SCRIPT)

POLICY = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' {SCRIPT_HASH}",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)


def policy(form_targets: Collection[str]) -> str:
    """Return the policy of a site whose forms may end at other systems too.

    Browsers hold a form's redirects to the policy: without their origins the ways to the sign-in
    and to the payment platform would be blocked.

    Args:
        form_targets: Origins (scheme and host), none for most sites.
    """
    return POLICY.replace("form-action 'self'", " ".join(("form-action 'self'", *form_targets)))
