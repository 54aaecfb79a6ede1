"""Lists of services, who delivers them, and what might be listed next."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.agencies import queries as agencies
from motcua.catalogue import queries
from motcua.kernel import access


@access.public
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """Show the lists that agencies are held to, and what many ask for and none holds."""
    today = agencies.legal_today()
    context = {
        "lists": queries.lists_on(today),
        "proposals": queries.proposals(on=today, at=timezone.now()),
        "today": today,
    }
    return render(request, "catalogue/service_lists.html", context)


@access.public
@require_safe
def one_list(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show how far each agency delivers a list (indicator I2), and what each still owes.

    `co-quan` opens one agency.
    """
    today = agencies.legal_today()
    asked = queries.service_list(list_id)
    found = queries.compliance(asked, on=today)
    code = request.GET.get("co-quan", "")
    context = {
        "asked": asked,
        "found": found,
        "chosen": next((one for one in found if one.agency.code == code), None),
        "listed": sum(one.listed for one in found),
        "delivered": sum(one.delivered for one in found),
        "proven": sum(one.proven for one in found),
        "today": today,
    }
    return render(request, "catalogue/service_list.html", context)
