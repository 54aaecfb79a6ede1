"""One of many things is tried: what cannot be done is left with its reason, the others go on."""

import logging
from collections.abc import Callable

from django.db import DataError, IntegrityError, transaction

from motcua.kernel.errors import Refusal
from motcua.kernel.messages import Message, message

log = logging.getLogger(__name__)

_NOT_TAKEN = message("giá trị không phù hợp với dữ liệu đang có")


def tried(do: Callable[[], Message | str]) -> Message | str:
    """Do it, and return why it was left; empty: it was not.

    In a savepoint: what the database refuses of one spoils none of the others. What another try
    may mend, such as a deadlock, is raised.

    Args:
        do: Returns itself why it does nothing, empty when it did something.
    """
    try:
        with transaction.atomic():
            return do()
    except Refusal as refusal:
        return refusal.text()
    except (IntegrityError, DataError):
        log.exception("one of many was left")
        return _NOT_TAKEN
