"""Who is working on processes, and what every page of theirs shows."""

from collections.abc import Iterable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from motcua.identity.queries import Viewer
from motcua.identity.types import Role
from motcua.kernel.errors import Refusal
from motcua.kernel.messages import message
from motcua.processes import page_queries, table
from motcua.processes.errors import FileNotRun, TableNotAProcess
from motcua.processes.types import Step

WRITERS: Final = (Role.CONTROLLER,)
READERS: Final = (*WRITERS, Role.ADMINISTRATOR)
LONGEST: Final = 200
SHOWN: Final = 200


def viewer_of(request: HttpRequest) -> Viewer:
    """Return the member of staff whom the access middleware let through."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the access middleware
    return viewer


def names_of(actors: Iterable[str]) -> dict[str, str]:
    """Return the names behind actors; what is no person is the system."""
    asked = set(actors)
    return dict.fromkeys(asked, gettext("Hệ thống")) | page_queries.names(asked)


def told(refusal: Refusal | None) -> dict[str, Any]:
    """Return what a page says of a refusal: the sentence, and everything that it lists."""
    if refusal is None:
        return {"refused": "", "items": [], "problems": []}
    items = refusal.params["items"] if isinstance(refusal, FileNotRun) else ()
    problems = refusal.params["problems"] if isinstance(refusal, TableNotAProcess) else ()
    return {
        "refused": refusal.text(gettext),
        "items": [(one.element, one.what, gettext(one.why)) for one in items[:SHOWN]],
        "problems": [
            (
                one.line,
                gettext(one.column) if one.column else "–",
                one.reason.text(gettext)
                if isinstance(one.reason, Refusal)
                else gettext(one.reason),
            )
            for one in problems[:SHOWN]
        ],
    }


def shown_steps(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Return steps as tables show them."""
    return [
        {
            "name": step.name,
            "post": post_label(step.post),
            "agency": step.agency,
            "time": gettext("%(share)s%% thời hạn") % {"share": step.share}
            if step.share
            else table.time_written(step.minutes),
            "outcomes": [one.label for one in step.outcomes],
            "note": step.note,
        }
        for step in steps
    ]


def post_label(post: str) -> str:
    """Return a post in words; one that is not known here as the file names it."""
    said = _POSTS.get(post)
    return gettext(said) if said else post


def as_file(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """Return something to keep."""
    answer = HttpResponse(content, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


_POSTS: Final = {
    "clerk": message("Bộ phận một cửa"),
    "specialist": message("Chuyên viên thụ lý"),
    "leader": message("Lãnh đạo"),
    "system": message("Hệ thống"),
}
