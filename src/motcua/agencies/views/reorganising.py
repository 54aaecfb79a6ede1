"""Reorganisations: read by anyone, entered by administrators, looked at before they are recorded.

An entry lives in its form alone until it is recorded, so that it needs neither script nor drafts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.agencies import actions, queries
from motcua.agencies.errors import CodeTaken
from motcua.agencies.forms.organisations import (
    FURTHEST,
    EntriesForm,
    NewUnitForm,
    ReorganisationForm,
)
from motcua.agencies.types import NewUnit, ReorganisationKind, ReorganisationPart, Tier
from motcua.agencies.views.keeping import KEEPER, actor_of, administered, may_keep
from motcua.agencies.views.tree import link
from motcua.kernel import access
from motcua.kernel.errors import Refusal

if TYPE_CHECKING:
    from motcua.agencies.models import Agency

KINDS: Final = {
    "hop-nhat": ReorganisationKind.MERGE,
    "chia-tach": ReorganisationKind.SPLIT,
    "doi-ten": ReorganisationKind.RENAME,
    "chuyen-cap-tren": ReorganisationKind.TRANSFER,
    "ket-thuc": ReorganisationKind.ABOLISH,
}
"""What kinds are called in addresses."""
MOST_NEW: Final = 20
"""So many units one may be split into on the page."""
LONGEST_KEY: Final = 18
"""Digits; a primary key of more is none."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A reorganisation that may be recorded."""

    kind: ReorganisationKind
    on: date
    legal_act: str
    before: Sequence["Agency"]
    after: Sequence[NewUnit]

    @property
    def last_day(self) -> date:
        """Return the last day of the units that end."""
        return self.on - timedelta(days=1)

    def arguments(self) -> dict[str, Any]:
        """Return what both checking and recording take."""
        return {
            "kind": self.kind,
            "on": self.on,
            "legal_act": self.legal_act,
            "before": [unit.pk for unit in self.before],
            "after": self.after,
        }

    def above(self) -> Mapping[int, "Agency"]:
        """Return the units that the new ones stand below, by primary key."""
        ids = {unit.parent for unit in self.after if unit.parent is not None}
        return {unit.pk: unit for unit in queries.units(ids)}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A reorganisation as far as it is entered.

    Attributes:
        rows: Forms of the units that begin.
        chosen: Units that are to end.
    """

    kind: ReorganisationKind
    form: ReorganisationForm
    rows: Sequence[NewUnitForm]
    chosen: Sequence["Agency"]

    def plan(self, *, within: frozenset[int] | None) -> Plan | None:
        """Return what may be recorded; None: something is wrong, and said at its field."""
        if not all([self.form.is_valid(), *(row.is_valid() for row in self.rows)]):
            return None
        plan = Plan(
            kind=self.kind,
            on=self.form.cleaned_data["on"],
            legal_act=self.form.cleaned_data["legal_act"],
            before=self.chosen,
            after=[row.unit() for row in self.rows],
        )
        try:
            queries.check_reorganisation(**plan.arguments(), within=within)
        except Refusal as refusal:
            self.blame(refusal)
            return None
        return plan

    def blame(self, refusal: Refusal) -> None:
        """Say at its field what was refused."""
        reason = refusal.text(gettext)
        part = refusal.params.get("part")
        if isinstance(refusal, CodeTaken) and any(
            row.refuse_code(refusal.params["code"], reason) for row in self.rows
        ):
            return
        if part == ReorganisationPart.CODE:
            self.rows[-1].add_error("government", reason)
        elif part == ReorganisationPart.PARENT:
            self.rows[0].add_error("parent", reason)
        else:
            self.form.add_error("before", reason)


@access.public
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """List the reorganisations on record, the latest first."""
    form = EntriesForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    kind = ReorganisationKind(asked["loai"]) if asked.get("loai") else None
    context = {
        "form": form,
        "kind": kind,
        "year": asked.get("nam"),
        "entries": queries.entries(kind=kind, year=asked.get("nam"), after=asked.get("sau", "")),
        "kinds": KINDS,
        "may_keep": may_keep(request),
        "link": link,
        "new": request.GET.get("moi", ""),
    }
    status = 422 if form.errors else 200
    return render(request, "agencies/reorganisations.html", context, status=status)


@access.role(KEEPER)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, what: str) -> HttpResponse:
    """Take a reorganisation of one kind, show what it would do, and record it."""
    kind = KINDS.get(what)
    if kind is None:
        raise Http404
    within = queries.reach(administered(request))
    doing = request.POST.get("viec")
    if doing not in {"xem", "ghi"}:
        return _entry_page(request, _typed(request.POST, kind), within=within)
    entry = _judged(request.POST, kind)
    plan = entry.plan(within=within)
    if plan is None:
        return _entry_page(request, entry, within=within)
    if doing == "xem":
        return _preview(request, plan)
    try:
        made = actions.reorganise(
            **plan.arguments(), by=actor_of(request), at=timezone.now(), within=within
        )
    except Refusal as refusal:
        entry.blame(refusal)
        return _entry_page(request, entry, within=within)
    return redirect(f"{reverse('agencies:reorganisations')}?moi={made.pk}#sap-xep-{made.pk}")


def _typed(posted: QueryDict, kind: ReorganisationKind) -> Entry:
    """Return an entry as typed so far, of which nothing is wrong yet."""
    chosen = _chosen(posted)
    more = posted.get("viec") == "them"
    return Entry(
        kind=kind,
        form=ReorganisationForm(initial=posted.dict(), units=chosen, latest=_latest()),
        rows=[
            NewUnitForm(
                initial={
                    name: posted.get(f"{prefix}-{name}", "") for name in NewUnitForm.base_fields
                },
                prefix=prefix,
                kind=kind,
            )
            for prefix in _prefixes(posted, kind, more=more)
        ],
        chosen=chosen,
    )


def _judged(posted: QueryDict, kind: ReorganisationKind) -> Entry:
    """Return an entry that is to be complete."""
    chosen = _chosen(posted)
    form = ReorganisationForm(posted, units=chosen, latest=_latest())
    form.full_clean()
    return Entry(
        kind=kind,
        form=form,
        rows=[
            NewUnitForm(
                posted, prefix=prefix, kind=kind, on=form.cleaned_data.get("on"), before=chosen
            )
            for prefix in _prefixes(posted, kind)
        ],
        chosen=chosen,
    )


def _chosen(posted: QueryDict) -> list["Agency"]:
    keys = [one for one in posted.getlist("before") if one.isdecimal() and len(one) <= LONGEST_KEY]
    return queries.units({int(key) for key in keys})


def _prefixes(posted: QueryDict, kind: ReorganisationKind, *, more: bool = False) -> list[str]:
    """Return the prefix of each new unit: as many as the kind has, or as were asked for."""
    many = {ReorganisationKind.ABOLISH: 0, ReorganisationKind.SPLIT: 2}.get(kind, 1)
    if kind is ReorganisationKind.SPLIT:
        asked = sum(f"after-{place}-name" in posted for place in range(MOST_NEW))
        many = min(max(many, asked + more), MOST_NEW)
    return [f"after-{place}" for place in range(many)]


def _entry_page(
    request: HttpRequest, entry: Entry, *, within: frozenset[int] | None
) -> HttpResponse:
    posted = request.POST
    sought = posted.get("sought", "").strip()[:100]
    day = _eve(posted.get("on", ""))
    chosen = {unit.pk for unit in entry.chosen}
    found = queries.search(sought, on=day, below=within) if sought else []
    context = {
        "entry": entry,
        "day": day,
        "sought": sought,
        "found": [unit for unit in found if unit.pk not in chosen][: queries.MOST_FOUND],
        "has_more": len(found) > queries.MOST_FOUND,
        "is_everywhere": within is None,
        "can_grow": entry.kind is ReorganisationKind.SPLIT and len(entry.rows) < MOST_NEW,
        "tiers": list(Tier),
        "link": link,
    }
    refused = entry.form.errors or any(row.errors for row in entry.rows)
    status = 422 if refused else 200
    return render(request, "agencies/reorganise.html", context, status=status)


def _preview(request: HttpRequest, plan: Plan) -> HttpResponse:
    ids = [unit.pk for unit in plan.before]
    carried = queries.carried(ids, on=plan.on)
    posted = request.POST
    context = {
        "plan": plan,
        "above": plan.above(),
        "origins": queries.origins(ids),
        "carried": len(carried),
        "references": queries.references([*ids, *carried], on=plan.on),
        "typed": [
            (name, value)
            for name, values in posted.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", "viec", "sought"}
        ],
        "link": link,
    }
    return render(request, "agencies/reorganise_preview.html", context)


def _latest() -> date:
    return queries.legal_today() + FURTHEST


def _eve(written: str) -> date:
    """Return the last day of the old units, to look for them on; today until a day is entered."""
    field = ReorganisationForm.base_fields["on"]
    try:
        first_day: date = field.clean(written)
    except ValidationError:
        return queries.legal_today()
    return first_day - timedelta(days=1)
