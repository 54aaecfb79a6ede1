"""What agencies set otherwise for a procedure: what holds and by whom, entering, ending."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.agencies import queries as agencies
from motcua.catalogue import actions, differences, errors, flat, outline, queries
from motcua.catalogue.flat import Flat, Problem
from motcua.catalogue.forms import EndForm, SettingForm
from motcua.catalogue.outline import Section
from motcua.catalogue.settable import Settable
from motcua.catalogue.types import Content
from motcua.catalogue.views.controller import names_of, viewer_of
from motcua.catalogue.views.editing import boxes, changed_rows, shown, written_in
from motcua.identity.types import Role
from motcua.kernel import access
from motcua.kernel.errors import Refusal


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, code: str) -> HttpResponse:
    """List what is set for a procedure in the controller's agencies; end a setting on POST."""
    viewer = viewer_of(request)
    refused = ""
    form = EndForm(request.POST or None, today=agencies.legal_today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_setting(
                setting_id=_uuid(request.POST.get("quy-dinh", "")),
                valid_until=form.cleaned_data["den_ngay"],
                viewer=viewer,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refused = refusal.text(gettext)
        else:
            return redirect("catalogue:settings", code=code)
    elif request.method == "POST":
        refused = str(form.errors["den_ngay"][0])
    own = agencies.subtree(viewer.agencies_as(Role.CONTROLLER))
    rows = queries.settings_of(code, own)
    content = queries.current_version(code).content
    context = {
        "code": code,
        "content": content,
        "fields": list(Settable),
        "rows": [(row, _shown(content, Settable(row.field), row.value)) for row in rows],
        "labels": {field.value: field.label for field in Settable},
        "names": names_of(row.set_by for row in rows),
        "today": agencies.legal_today(),
        "refused": refused,
    }
    return render(request, "catalogue/settings.html", context, status=422 if refused else 200)


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, code: str, field: str) -> HttpResponse:
    """Set a field of a procedure for an agency; every box of the field is as in the editor."""
    asked = _field(field)
    section = _section(asked)
    content = queries.current_version(code).content
    form = SettingForm(request.POST or None, today=agencies.legal_today())
    given = flat.flatten(content)
    problems: list[Problem] = []
    if request.method == "POST":
        given = written_in(section, request.POST)
        if changed_rows(section, given, request.POST):
            form = SettingForm(initial=request.POST.dict(), today=agencies.legal_today())
        else:
            problems = _enter(
                request, content=content, field=asked, section=section, given=given, form=form
            )
            if not problems and not form.errors:
                return redirect("catalogue:settings", code=code)
    told = [shown(problem) for problem in problems]
    context = {
        "code": code,
        "content": content,
        "field": asked,
        "section": section,
        "form": form,
        "columns": [(c, c.path, given.columns.get(c.path)) for c in section.columns],
        "tables": [
            (
                table,
                [boxes(table, index, row) for index, row in enumerate(given.tables[table.name])],
            )
            for table in section.tables
        ],
        "written": flat.written,
        "problems": told,
        "wrong": {problem["box"]: problem["text"] for problem in told},
    }
    wrong = bool(problems or form.errors)
    return render(request, "catalogue/setting.html", context, status=422 if wrong else 200)


def _enter(
    request: HttpRequest,
    *,
    content: Content,
    field: Settable,
    section: Section,
    given: Flat,
    form: SettingForm,
) -> list[Problem]:
    """Set the field if all is right; else return what is wrong with its boxes, or mark the form."""
    before = flat.flatten(content)
    after = Flat({**before.columns, **given.columns}, {**before.tables, **given.tables})
    read, problems = flat.build(after, code=content.code, asked=section)
    if read is None or not form.is_valid():
        return problems
    today = agencies.legal_today()
    unit = agencies.agencies_by_codes([form.cleaned_data["co_quan"]], on=today).first()
    if unit is None:
        form.add_error("co_quan", gettext("Không có cơ quan mang mã này vào hôm nay."))
        return []
    try:
        actions.enter_setting(
            procedure_code=None if form.cleaned_data["moi_thu_tuc"] else content.code,
            agency_id=unit.id,
            field=field,
            value=read.model_dump(mode="json")[field.value],
            legal_act=form.cleaned_data["can_cu"],
            valid_from=form.cleaned_data["tu_ngay"],
            viewer=viewer_of(request),
            at=timezone.now(),
        )
    except errors.BeginsInThePast as refusal:
        form.add_error("tu_ngay", refusal.text(gettext))
    except errors.NotYourAgency as refusal:
        form.add_error("co_quan", refusal.text(gettext))
    except errors.LegalBasisMissing as refusal:
        form.add_error("can_cu", refusal.text(gettext))
    except Refusal as refusal:
        first = next(iter(section.columns or section.tables[0].columns))
        path = first.path if section.columns else section.tables[0].name
        return [Problem(path=path, label=first.label, value="", reason=refusal)]
    return []


def _section(field: Settable) -> Section:
    """Return the boxes of a field, as the editor has them."""
    columns = tuple(c for c in outline.COLUMNS if c.path.partition(".")[0] == field.value)
    tables = tuple(table for table in outline.TABLES if table.name == field.value)
    return Section(key=field.value, label=field.label, columns=columns, tables=tables)


def _shown(content: Content, field: Settable, value: object) -> str:
    """Return a value as people read it."""
    record = {**content.model_dump(mode="json"), field.value: value}
    parts = flat.flatten(Content.model_validate(record))
    section = _section(field)
    said = [
        text
        for column in section.columns
        if (text := differences.shown(column, parts.columns[column.path], gettext))
    ]
    for table in section.tables:
        said += [
            gettext("{name}: {amount} đồng/{unit}").format(**row)
            for row in parts.tables[table.name]
        ]
    return "; ".join(said)


def _field(text: str) -> Settable:
    try:
        return Settable(text)
    except ValueError:
        raise Http404 from None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise errors.UnknownSetting from None
