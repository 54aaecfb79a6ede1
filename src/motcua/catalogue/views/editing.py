"""A draft, section by section. Everything works without script; nothing half right is stored."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.catalogue import actions, differences, errors, flat, outline, queries
from motcua.catalogue.flat import Flat, Problem, Row
from motcua.catalogue.outline import Column, Kind, Section, Table
from motcua.catalogue.types import Content
from motcua.catalogue.views.controller import editor_of, names_of, number_in
from motcua.identity.types import Role
from motcua.kernel import access

MOST_ROWS = 300


@access.role(Role.CONTROLLER)
@require_safe
def draft(request: HttpRequest, code: str) -> HttpResponse:
    """Show a draft: its sections, and what it changes."""
    found = queries.draft(code)
    content = Content.model_validate(found.content)
    base = queries.version(found.based_on_id) if found.based_on_id else None
    _, problems = flat.build(flat.flatten(content), code=code)
    context = {
        "draft": found,
        "content": content,
        "base": base,
        "sections": outline.SECTIONS,
        "differences": differences.compare(
            base.content if base else None, content, translate=gettext
        ),
        "problems": [shown(problem) for problem in problems],
        "edited_by": names_of([found.edited_by])[found.edited_by],
    }
    return render(request, "catalogue/draft.html", context)


@access.role(Role.CONTROLLER)
@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Edit a section; `them` adds a row, `bo` takes one away, and neither stores anything."""
    asked = next((one for one in outline.SECTIONS if one.key == key), None)
    if asked is None:
        raise Http404
    found = queries.draft(code)
    if request.method != "POST":
        stored = flat.flatten(Content.model_validate(found.content))
        return _form(request, code, asked, stored, seen=found.version)
    written = written_in(asked, request.POST)
    seen = number_in(request.POST.get("phien-ban", ""))
    if changed_rows(asked, written, request.POST):
        return _form(request, code, asked, written, seen=seen)
    try:
        problems = actions.save_section(
            code=code,
            section=asked,
            written=written,
            seen=seen,
            by=editor_of(request).actor,
            at=timezone.now(),
        )
    except errors.EditedMeanwhile as refusal:
        return _form(
            request, code, asked, written, seen=seen, refused=refusal.text(gettext), status=409
        )
    if problems:
        return _form(request, code, asked, written, seen=seen, problems=problems, status=422)
    if request.POST.get("tiep"):
        keys = [one.key for one in outline.SECTIONS]
        following = keys[keys.index(key) + 1 :]
        if following:
            return redirect("catalogue:section", code=code, key=following[0])
    return redirect("catalogue:draft", code=code)


@access.role(Role.CONTROLLER)
@require_POST
def discard(request: HttpRequest, code: str) -> HttpResponse:
    """Throw a draft away."""
    actions.discard_draft(
        code=code,
        seen=number_in(request.POST.get("phien-ban", "")),
        by=editor_of(request).actor,
        at=timezone.now(),
    )
    return redirect("catalogue:list")


def shown(problem: Problem) -> dict[str, str]:
    """Return a problem in the reader's language, with the section and the box it is in."""
    where = problem.table or problem.path
    for one in outline.SECTIONS:
        tables = {table.name: table for table in one.tables}
        if where in tables:
            label = gettext("%(table)s, dòng %(row)s, “%(column)s”") % {
                "table": gettext(tables[where].label),
                "row": problem.row + 1,
                "column": gettext(problem.label),
            }
            return _shown(problem, one, label, box_of(where, problem.row, problem.path))
        if where in {column.path for column in one.columns}:
            return _shown(problem, one, gettext(problem.label), problem.path)
    return _shown(problem, outline.SECTIONS[0], problem.label, problem.path)


def _shown(problem: Problem, one: Section, label: str, box: str) -> dict[str, str]:
    return {
        "section": one.key,
        "label": label,
        "box": box,
        "text": problem.reason.text(gettext),
    }


def box_of(table: str, row: int, path: str) -> str:
    """Return the name of the box that holds a column of a row."""
    return f"{table}-{row}-{path}"


def _form(
    request: HttpRequest,
    code: str,
    asked: Section,
    given: Flat,
    *,
    seen: int,
    problems: list[Problem] | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    told = [shown(problem) for problem in problems or ()]
    context = {
        "code": code,
        "draft": queries.draft(code),
        "section": asked,
        "sections": outline.SECTIONS,
        "seen": seen,
        "columns": [
            (column, column.path, given.columns.get(column.path)) for column in asked.columns
        ],
        "tables": [
            (
                table,
                [boxes(table, index, row) for index, row in enumerate(given.tables[table.name])],
            )
            for table in asked.tables
        ],
        "written": flat.written,
        "problems": told,
        "wrong": {problem["box"]: problem["text"] for problem in told},
        "refused": refused,
    }
    return render(request, "catalogue/section.html", context, status=status)


def boxes(table: Table, index: int, row: Mapping[str, Any]) -> list[tuple[Column, str, Any]]:
    """Return the boxes of a row: column, name, what is written in it."""
    return [
        (column, box_of(table.name, index, column.path), row.get(column.path))
        for column in table.columns
    ]


def written_in(asked: Section, data: QueryDict) -> Flat:
    """Return what was written into the boxes of a section."""
    columns = {column.path: _text(column, column.path, data) for column in asked.columns}
    tables = {
        table.name: [
            {
                column.path: _text(column, box_of(table.name, index, column.path), data)
                for column in table.columns
            }
            for index in range(min(number_in(data.get(f"{table.name}-so-dong", "")), MOST_ROWS))
        ]
        for table in asked.tables
    }
    return Flat(columns, tables)


def _text(column: Column, box: str, data: QueryDict) -> str:
    if column.kind is Kind.CHOICES:
        return "\n".join(data.getlist(box))
    return data.get(box, "")


def changed_rows(asked: Section, written: Flat, data: QueryDict) -> bool:
    """Add or take away a row as a button asked; tell whether one did."""
    tables: dict[str, list[Row]] = written.tables
    added = data.get("them", "")
    if added in {table.name for table in asked.tables}:
        tables[added].append({})
        return True
    name, _, index = data.get("bo", "").partition("-")
    if name in tables and index.isdecimal() and int(index) < len(tables[name]):
        del tables[name][int(index)]
        return True
    return False
