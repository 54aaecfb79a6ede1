"""What notices cost."""

from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from motcua.identity.types import Role
from motcua.kernel import access
from motcua.notifications import queries
from motcua.notifications.views.texts import CHANNELS

MONTHS: Final = (3, 6, 12)


@access.role(Role.ADMINISTRATOR)
@require_safe
def costs(request: HttpRequest) -> HttpResponse:
    """Show what was sent and paid for, by month, channel, provider and procedure."""
    written = request.GET.get("thang", "")
    months = int(written) if written in {str(one) for one in MONTHS} else MONTHS[0]
    now = timezone.localtime()
    rows = queries.spent(since=_months_ago(now, months - 1), until=now)
    context = {
        "rows": rows,
        "most": max((one.cost for one in rows), default=0),
        "total": sum(one.cost for one in rows),
        "count": sum(one.count for one in rows),
        "months": months,
        "choices": MONTHS,
        "channels": CHANNELS,
    }
    return render(request, "notifications/costs.html", context)


def _months_ago(now: datetime, months: int) -> datetime:
    """Return the first moment of a month, so many months before this one."""
    year, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    first = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return first.replace(year=year, month=month + 1, day=1)
