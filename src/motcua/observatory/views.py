"""Public pages of the observatory: parse, ask once, render."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from motcua.agencies import queries as agencies
from motcua.agencies.types import Tier
from motcua.indicators import queries
from motcua.indicators.queries import Standing
from motcua.indicators.types import LEVEL4_SHARE, Section, Source, Units
from motcua.kernel import access
from motcua.kernel.errors import Refusal
from motcua.kernel.periods import Period
from motcua.observatory import downloads, levels_page, pictures, ranking_page
from motcua.observatory.ranking_page import Choice
from motcua.registry import queries as registry
from motcua.reporting import documents
from motcua.reporting import queries as reporting
from motcua.reporting.types import AppendixMode
from motcua.ui import formats, maps

_DOCUMENTS = {"documents": tuple(documents.MEDIA_TYPES), "modes": tuple(AppendixMode)}


@access.public
def ranking(request: HttpRequest, period: str | None = None) -> HttpResponse:
    """Show a period's ranking (default: the newest) with its findings, pictures and table."""
    chosen = _period(period)
    if chosen is None:
        return render(request, "observatory/nothing.html")
    choice = Choice.of(request.GET)
    reported = _standing(chosen, number=choice.number)
    whole = _by_units(reported, choice)
    standing = (
        whole
        if choice.section is None
        else _by_units(_standing(chosen, choice.number, [choice.section]), choice)
    )
    then = sum(row.section is Section.PROVINCE for row in reported.rows)
    now = len(agencies.agencies_on(queries.real_today(), tiers=[Tier.PROVINCE]))
    context = {
        "page": ranking_page.build(whole, standing, choice),
        "pictures": pictures.pictures(standing, lang=formats.language()),
        # What a letter claims is of those that reported.
        "verdicts": reporting.verdicts(reported),
        "publication": reporting.publication_of(LEVEL4_SHARE, chosen),
        "snapshots": queries.snapshots(whole.indicator, period=chosen, source=Source.DECLARED),
        "total": whole.summary.agencies,
        "then": then,
        "now": now,
        "map_attribution": gettext(maps.ATTRIBUTION),
        **ranking_page.filter_options(choice, then=then, now=now),
        **_DOCUMENTS,
    }
    return render(request, "observatory/ranking.html", context)


@access.public
def agency(request: HttpRequest, period: str, code: str) -> HttpResponse:
    """Show one agency's figure: two integers, the sum, the line it was read from, its history."""
    choice = Choice.of(request.GET)
    number = choice.number
    standing = _by_units(_standing(_known(period), number=number), choice)
    row = next((row for row in standing.rows if row.agency_code == code), None)
    if row is None:
        raise Http404
    if row.members:
        context = {"page": ranking_page.build(standing, standing, choice), "row": row}
        return render(request, "observatory/added_up.html", context)
    history = queries.history(
        LEVEL4_SHARE, period=standing.period, source=Source.DECLARED, agency_code=code
    )
    context = {
        "page": ranking_page.build(standing, standing, Choice.of({"ban": str(number or "")})),
        "row": row,
        "state": pictures.state_of(row),
        "history": [(value, reporting.line_behind(value)) for value in history],
        "publication": reporting.publication_behind(history, standing),
        "measured": registry.measured(code, today=agencies.legal_today()),
    }
    return render(request, "observatory/agency.html", context)


@access.public
def levels(request: HttpRequest, code: str) -> HttpResponse:
    """Show what dossiers prove of a ministry's or province's services, beside what it declares."""
    page = levels_page.build(
        code,
        state=request.GET.get("loc", ""),
        number=request.GET.get("trang", ""),
        today=agencies.legal_today(),
    )
    if page is None:
        raise Http404
    context = {"page": page, "is_below_declared": levels_page.is_below_declared}
    return render(request, "observatory/levels.html", context)


@access.public
def service_levels(request: HttpRequest, agency_code: str, procedure_code: str) -> HttpResponse:
    """Show one service's three levels and the dossiers that its proof was counted from."""
    today = agencies.legal_today()
    found = registry.service_standing(agency_code, procedure_code, today=today)
    if found is None:
        raise Http404
    window = registry.window(today=today)
    dossiers = registry.dossiers_behind(found.service, window=window)
    only_proof = request.GET.get("loc") == "chung-minh" and found.proof.level is not None
    if only_proof:
        dossiers = dossiers.filter(lived_level__gte=found.proof.level)
    context = {
        "found": found,
        "window": window,
        "only_proof": only_proof,
        "top": agencies.agencies_on(today).filter(code=found.service.top_code).first(),
        "shown": Paginator(dossiers, levels_page.PER_PAGE).get_page(request.GET.get("trang")),
    }
    return render(request, "observatory/service_levels.html", context)


@access.public
def values_file(request: HttpRequest, period: str, kind: str) -> HttpResponse:
    """Send the rows of the ranking, filtered as on the page, as CSV or XLSX."""
    if kind not in {"csv", "xlsx"}:
        raise Http404
    choice = Choice.of(request.GET)
    sections = [choice.section] if choice.section else list(Section)
    standing = _standing(_known(period), choice.number, sections)
    return downloads.values_file(_by_units(standing, choice), kind=kind)


@access.public
def appendix_file(request: HttpRequest, period: str, mode: str, kind: str) -> HttpResponse:
    """Send the official appendix."""
    if kind not in documents.MEDIA_TYPES or mode not in set(AppendixMode):
        raise Http404
    try:
        return downloads.appendix_file(
            _known(period), kind=kind, mode=AppendixMode(mode), number=Choice.of(request.GET).number
        )
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal


@access.public
def open_data(request: HttpRequest) -> HttpResponse:
    """List what can be read by machines, with examples that work."""
    definition = queries.definition(LEVEL4_SHARE)
    periods = queries.periods_with_values(definition, source=Source.DECLARED)
    context = {
        "definition": definition,
        "periods": periods,
        "columns": downloads.COLUMNS,
        **_DOCUMENTS,
    }
    return render(request, "observatory/open_data.html", context)


def _period(text: str | None) -> Period | None:
    if text is not None:
        return _known(text)
    definition = queries.definition(LEVEL4_SHARE)
    return next(iter(queries.periods_with_values(definition, source=Source.DECLARED)), None)


def _known(text: str) -> Period:
    """Return the period of an address, or answer that there is no such page."""
    try:
        return Period.parse(text)
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal


def _standing(
    period: Period, number: int | None = None, sections: list[Section] | None = None
) -> Standing:
    try:
        standing = queries.standing(
            LEVEL4_SHARE,
            period=period,
            source=Source.DECLARED,
            sections=sections or tuple(Section),
            number=number,
        )
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal
    if standing.snapshot is None:
        raise Http404
    return standing


def _by_units(standing: Standing, choice: Choice) -> Standing:
    if choice.units is Units.THEN:
        return standing
    return queries.by_units_of(standing, on=queries.real_today())
