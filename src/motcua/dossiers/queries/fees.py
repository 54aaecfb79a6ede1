"""What a dossier owes at the counter."""

from motcua.catalogue import queries as catalogue
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.cases import answers_of, terms_of
from motcua.dossiers.queries.importing import is_imported
from motcua.dossiers.types import Status
from motcua.kernel.messages import message
from motcua.payments.types import ChargeLine

_WHOLE_FEE = message("Phí, lệ phí")


def owes_fee(found: Dossier) -> bool:
    """Tell whether a clerk may still take the fee of a dossier at the counter.

    Of one that another system knows as returned it is that system which knows whether it was paid.
    """
    is_due = found.fee_amount > 0 and found.fee_paid_at is None
    is_over = found.status in {Status.REFUSED, Status.WITHDRAWN} or found.closed_at is not None
    return is_due and not is_over and not (found.status == Status.RETURNED and is_imported(found))


def fee_lines_of(found: Dossier) -> list[ChargeLine]:
    """Return what the fee of a dossier is made of, as it was reckoned when it was filed.

    One line with the whole, where another system reckoned it.
    """
    answers = answers_of(found)
    lines = [
        ChargeLine(
            name=line.name, code=line.code, quantity=line.quantity, unit_amount=line.unit_amount
        )
        for line in (catalogue.fee_lines(terms_of(found), answers) if answers else ())
    ]
    if sum(line.amount for line in lines) == found.fee_amount:
        return lines
    whole = ChargeLine(name=_WHOLE_FEE, code="", quantity=1, unit_amount=found.fee_amount)
    return [whole]
