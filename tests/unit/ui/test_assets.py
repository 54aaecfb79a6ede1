import gzip
import json
import re

import pytest

from motcua.ui import assets


def test_the_builder_of_forms_comes_as_one_package_without_the_tree_below_it(root):
    locked = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    # Its built file holds them all; fetched besides they would cost 60 packages and 15 seconds.
    assert "dependencies" not in locked["node_modules/@formio/js"]
    assert locked["node_modules/@formio/js"]["integrity"].startswith("sha512-")


def test_a_second_build_does_nothing_and_says_nothing(build_folder, root):
    said = []
    written = {path: path.stat().st_mtime_ns for path in build_folder.rglob("*.*")}

    built = assets.build(target=build_folder, root=root, say=said.append)

    assert not built
    assert said == []
    assert {path: path.stat().st_mtime_ns for path in build_folder.rglob("*.*")} == written


def test_the_build_holds_what_pages_and_documents_need(build_folder):
    found = {str(path.relative_to(build_folder)) for path in build_folder.rglob("*.*")}

    assert {
        "static/site.css",
        "static/forms.css",
        "static/main.js",
        "static/govuk-frontend.min.js",
        "static/mark.svg",
        "fonts/tinos/Tinos_400Regular.ttf",
        "fonts/tinos/Tinos_700Bold_Italic.ttf",
        "map/vietnam.json",
    } <= found


def test_the_style_sheet_of_public_pages_stays_small(build_folder):
    sheet = (build_folder / "static" / "site.css").read_bytes()

    assert len(gzip.compress(sheet)) < 12 * 1024


def test_the_script_of_forms_stays_smaller_still(build_folder):
    script = (build_folder / "static" / "eform.js").read_bytes()

    assert len(gzip.compress(script)) < 4.5 * 1024
    assert b"\n// " not in script


@pytest.mark.parametrize("sheet", ["site", "forms"])
def test_style_sheets_load_no_font_and_nothing_from_elsewhere(build_folder, sheet):
    text = (build_folder / "static" / f"{sheet}.css").read_text(encoding="utf-8")

    assert "@font-face" not in text
    assert "Transport" not in text
    assert re.findall(r"url\((?!\"?data:)", text) == []


def test_the_lock_names_no_download_address(root):
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))

    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


def test_a_changed_source_is_built_again(tmp_path, root, monkeypatch):
    steps = []
    monkeypatch.setattr(assets, "_install", lambda root, say: None)
    monkeypatch.setattr(assets, "_compile_styles", lambda root, static: steps.append("styles"))
    monkeypatch.setattr(assets, "_copy_files", lambda root, target: None)
    monkeypatch.setattr(assets.mapdata, "compact", lambda text: {})
    stamps = iter(["first", "first", "second"])
    monkeypatch.setattr(assets, "_stamp", lambda root: next(stamps))
    (tmp_path / assets.mapdata.SOURCE.parent).mkdir(parents=True)
    (tmp_path / assets.mapdata.SOURCE).touch()
    (tmp_path / "package-lock.json").touch()

    built = [
        assets.build(target=tmp_path / "build", root=tmp_path, say=steps.append) for _ in "123"
    ]

    assert built == [True, False, True]
    assert steps.count("styles") == 2


def test_a_failing_tool_stops_the_build_with_its_own_words(root):
    with pytest.raises(assets.AssetsBuildError, match="no-such-file"):
        assets._run("node", ["no-such-file.js"], root)
