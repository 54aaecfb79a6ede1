"""Writes of payments, one function per use case.

Only what the platform answers to our own question moves money here, and what an officer has in her
hand; notices and returning browsers are hints that make us ask.
"""

from motcua.payments.actions.attempts import confirm, start_attempt
from motcua.payments.actions.charges import cancel_charge, expire_due, open_charge
from motcua.payments.actions.counter import hand_back, reverse_taking, take_at_counter
from motcua.payments.actions.notices import forget_forged, receive_notice, receive_return
from motcua.payments.actions.refunds import follow_refund, request_refund
from motcua.payments.actions.statement import (
    read_statement,
    return_line,
    start_transfer,
    take_entry,
)

__all__ = [
    "cancel_charge",
    "confirm",
    "expire_due",
    "follow_refund",
    "forget_forged",
    "hand_back",
    "open_charge",
    "read_statement",
    "receive_notice",
    "receive_return",
    "request_refund",
    "return_line",
    "reverse_taking",
    "start_attempt",
    "start_transfer",
    "take_at_counter",
    "take_entry",
]
