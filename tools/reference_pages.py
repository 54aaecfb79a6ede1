"""Writes the pages of `docs/reference` that only repeat the code: refusals and lifecycles.

Run `python -m tools.reference_pages` after changing either; a test compares the pages.
"""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from types import ModuleType

import motcua
from motcua import kernel
from motcua.dossiers.lifecycle import Move
from motcua.kernel import errors
from motcua.kernel.errors import Refusal
from motcua.kernel.lifecycle import Lifecycle

FOLDER = Path(__file__).parents[1] / "docs" / "reference"

ERRORS_INTRODUCTION = """\
# Refusals: what each code means

A *refusal* is a failure that was foreseen: it says what could not be done, why, and what to do
next. Pages show the two sentences; the API sends them as `application/problem+json` (RFC 9457) with
the code in `code`; the console prints them and ends with status 1. Codes are permanent: programs
may rely on them.

Everything else that goes wrong is a *fault*: logged once, answered with status 500, and shown as
“Hệ thống đang gặp sự cố” without details.

Words in braces are filled in. This page is written by `python -m tools.reference_pages`.
"""

LIFECYCLES_INTRODUCTION = """\
# Lifecycles: what may happen to what

The table in each module's `lifecycle.py` alone decides. Whoever asks for another move is refused
with [`kernel.move_not_allowed`](errors.md#kernelmove_not_allowed). This page is written by
`python -m tools.reference_pages`.
"""


def pages() -> dict[str, str]:
    """Return the text of every page by its file name."""
    return {"errors.md": _errors(), "lifecycles.md": _lifecycles()}


def main() -> None:
    """Write the pages."""
    for name, content in pages().items():
        (FOLDER / name).write_text(content, encoding="utf-8")


def _errors() -> str:
    _import_all_refusals()
    # Tests make refusals of their own; only ours are documented.
    ours = [found for found in errors.all_refusals() if found.__module__.startswith("motcua.")]
    parts = [ERRORS_INTRODUCTION]
    for area, refusals in groupby(ours, key=lambda refusal: refusal.code.partition(".")[0]):
        parts += [f"## {area}\n", *map(_refusal, refusals)]
    return "\n".join(parts)


def _import_all_refusals() -> None:
    """Import where refusals are defined: they register themselves."""
    list(_modules_named("errors"))
    for found in pkgutil.iter_modules(kernel.__path__):
        importlib.import_module(f"motcua.kernel.{found.name}")


def _refusal(refusal: type[Refusal]) -> str:
    said = [f"> {sentence}" for sentence in (refusal.message, refusal.next_step) if sentence]
    return "\n".join(
        [
            f"### {refusal.code}",
            "",
            _first_line(refusal),
            "",
            "\n>\n".join(said),
            "",
            f"Where: `{refusal.__module__}.{refusal.__qualname__}`",
            "",
        ]
    )


def _lifecycles() -> str:
    parts = [LIFECYCLES_INTRODUCTION]
    for module in _modules_named("lifecycle"):
        for name, value in vars(module).items():
            if isinstance(value, Lifecycle):
                parts += [
                    f"## {module.__name__.split('.')[1]}: {name}\n",
                    f"{_said_below(module, name) or _first_line(module)}\n",
                    *(f"* `{status.value}`: {meaning}" for status, meaning in _meanings(value)),
                    f"\n```mermaid\n{value.as_mermaid()}```\n",
                    *_moves([line for line in value.transitions if isinstance(line, Move)]),
                ]
    return "\n".join(parts)


def _moves(moves: list[Move]) -> Iterator[str]:
    """Yield a table of who makes which move, with which paper, and what the clock does then."""
    if not moves:
        return
    yield "| Event | From | To | Who | Paper | Clock afterwards |"
    yield "| --- | --- | --- | --- | --- | --- |"
    together = groupby(moves, key=lambda move: (move.event, sorted(move.doers), _target(move)))
    for (event, doers, target), lines in together:
        found = list(lines)
        sources = sorted({source for line in found for source in line.sources}, key=int)
        clocks = dict.fromkeys(line.clock.value for line in found)
        paper = found[0].paper
        cells = [
            f"`{event}`" + (" (step)" if found[0].is_step else ""),
            ", ".join(sources),
            target,
            ", ".join(doers),
            f"{paper.label} (`{paper.value}`)" if paper else "–",
            " or ".join(clocks),
        ]
        yield f"| {' | '.join(cells)} |"
    yield (
        "\nA *step* is made by a task of the process, every other move by a button; what the table"
        "\ngives to several is made by any of them.\n"
    )


def _target(move: Move) -> str:
    return "as it is" if move.sources == {move.target} else move.target.value


def _meanings(lifecycle: Lifecycle) -> Iterator[tuple[object, str]]:
    """Yield each status with the sentence below it in the source, where one stands."""
    lines = inspect.getsource(lifecycle.statuses).splitlines()
    for status in lifecycle.statuses:
        at = next(i for i, line in enumerate(lines) if line.strip().startswith(f"{status.name} ="))
        following = lines[at + 1].strip() if at + 1 < len(lines) else ""
        yield status, following.strip('"') if following.startswith('"""') else status.name


def _said_below(module: ModuleType, name: str) -> str:
    """Return the text that stands right below a name in the source, empty where none does."""
    body = ast.parse(inspect.getsource(module)).body
    for statement, following in pairwise(body):
        match statement, following:
            case (
                ast.Assign(targets=[ast.Name(id=found)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ) if found == name:
                return text
    return ""


def _first_line(documented: object) -> str:
    return (inspect.getdoc(documented) or "").split("\n", 1)[0]


def _modules_named(name: str) -> Iterator[ModuleType]:
    for module in pkgutil.iter_modules(motcua.__path__):
        folder = Path(motcua.__path__[0]) / module.name
        found = [*folder.glob(f"{name}/__init__.py"), *folder.glob(f"*{name}.py")]
        for file in sorted(found) if module.name != "kernel" else []:
            stem = file.parent.name if file.stem == "__init__" else file.stem
            yield importlib.import_module(f"motcua.{module.name}.{stem}")


if __name__ == "__main__":
    main()
