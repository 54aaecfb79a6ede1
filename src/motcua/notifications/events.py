"""Facts about notices."""

from typing import Final

NOTICE_QUEUED: Final = "notifications.notice_queued.v1"
"""`notice`: id. Our own worker hands it over."""
NOTICE_FAILED: Final = "notifications.notice_failed.v1"
"""`notice`: id; `about`: the caller's subject. It could not be sent, or bounced."""
WEBHOOK_DUE: Final = "notifications.webhook_due.v1"
"""`delivery`: id. Our own worker sends it."""
