"""Facts that payments publishes; payloads are ids and the caller's own subject."""

CHARGE_PAID = "payments.charge_paid.v1"
CHARGE_EXPIRED = "payments.charge_expired.v1"
REFUNDED = "payments.refunded.v1"
REFUND_REFUSED = "payments.refund_refused.v1"
SURPLUS_REFUNDED = "payments.surplus_refunded.v1"
"""Money that came too late or twice went back."""

ATTEMPT_HEARD_OF = "payments.attempt_heard_of.v1"
"""The platform or the payer told something of an attempt: time to ask the platform itself."""
REFUND_REQUESTED = "payments.refund_requested.v1"
