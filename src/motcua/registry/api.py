"""Where machine clients of agencies send dossiers and services (DESIGN §7)."""

from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer
from pydantic import Field, WithJsonSchema

from motcua.exchange import queries as exchange
from motcua.kernel import access
from motcua.registry import actions, queries
from motcua.registry.incoming import DossierRow, ServiceRow
from motcua.registry.types import SYNC_SCOPE, Outcome, Receipt, Sender

router = Router(tags=["sync"])


class SenderToken(HttpBearer):
    """A token of a client that is registered for an agency; `request.auth` is the `Sender`."""

    def __call__(self, request: HttpRequest) -> Sender:
        """Return who sends.

        Raises:
            TokenMissing, TokenNotAccepted: Status 401.
            ScopeMissing, NoAgencyRegistered: Status 403.
        """
        exchange.check_token_given(request)
        if request.content_type != "application/json":
            # The toolkit looks through forms for tokens; rows never come as one.
            raise HttpError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "")
        return self.authenticate(request, "")

    def authenticate(self, request: HttpRequest, token: str) -> Sender:  # noqa: ARG002 the toolkit reads it from the request
        """Return who sends, as the token says."""
        return queries.sender(exchange.caller(request, scope=SYNC_SCOPE))


class DossiersIn(Schema):
    """Snapshots of dossiers, at most 500; each is judged by itself."""

    data: list[Annotated[Any, WithJsonSchema(DossierRow.model_json_schema())]]


class ServicesIn(Schema):
    """States of services, at most 500; each is judged by itself."""

    data: list[Annotated[Any, WithJsonSchema(ServiceRow.model_json_schema())]]


class _ReceiptOut(Schema):
    version: int | None = Field(serialization_alias="PhienBan")
    accepted: bool
    outcome: Outcome
    reason: str


class DossierReceiptOut(_ReceiptOut):
    """What became of a row; `reason` is empty unless it was refused."""

    code: str = Field(serialization_alias="MaHoSo")


class ServiceReceiptOut(_ReceiptOut):
    """What became of a row; `reason` is empty unless it was refused."""

    code: str = Field(serialization_alias="MaDichVu")


class DossierReceiptsOut(Schema):
    """One answer for each row, in the order sent."""

    data: list[DossierReceiptOut]


class ServiceReceiptsOut(Schema):
    """One answer for each row, in the order sent."""

    data: list[ServiceReceiptOut]


@router.post("/sync/dossiers", response=DossierReceiptsOut, auth=SenderToken(), by_alias=True)
@access.machine(SYNC_SCOPE)
def sync_dossiers(request: HttpRequest, sent: DossiersIn) -> dict[str, Any]:
    """Take snapshots of dossiers; sending them again, in any order, changes nothing."""
    receipts = actions.receive_dossiers(rows=sent.data, sender=_sender(request), at=timezone.now())
    return {"data": [_out(receipt) for receipt in receipts]}


@router.post("/sync/services", response=ServiceReceiptsOut, auth=SenderToken(), by_alias=True)
@access.machine(SYNC_SCOPE)
def sync_services(request: HttpRequest, sent: ServicesIn) -> dict[str, Any]:
    """Take states of services; sending them again, in any order, changes nothing."""
    receipts = actions.receive_services(rows=sent.data, sender=_sender(request), at=timezone.now())
    return {"data": [_out(receipt) for receipt in receipts]}


def _out(receipt: Receipt) -> dict[str, Any]:
    return {
        "code": receipt.code,
        "version": receipt.version,
        "accepted": receipt.outcome is not Outcome.REFUSED,
        "outcome": receipt.outcome,
        "reason": receipt.reason,
    }


def _sender(request: HttpRequest) -> Sender:
    sender: Sender = request.auth  # type: ignore[attr-defined]  # set by ninja
    return sender
