"""Content security policy of citizen and officer pages.

One inline script line is allowed, by hash: it tells style sheets, before the first paint, that
scripts run. Everything else comes from our own address, and nothing may frame us.
"""

import base64
import hashlib

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
