"""A hole that is known fails the build; not knowing is said and does not."""

from tools.audit_dependencies import judge

SOUND = {"name": "django", "version": "5.2.19", "vulns": []}
UNASKED = {"name": "yarl", "skip_reason": "not found"}
HOLED = {
    "name": "lxml",
    "version": "5.0",
    "vulns": [{"id": "CVE-2026-1", "fix_versions": ["5.1"]}],
}


def test_a_known_hole_fails_and_names_its_cure():
    said = []
    assert judge([SOUND, HOLED, UNASKED], say=said.append) == 1
    assert said == [
        "audit: lxml 5.0: CVE-2026-1, mended in 5.1",
        "audit: 3 packages, 1 holes, 1 could not be asked about",
    ]


def test_what_nobody_could_be_asked_about_is_counted_not_called_sound():
    said = []
    assert judge([UNASKED, UNASKED], say=said.append) == 0
    assert said == ["audit: 2 packages, 0 holes, 2 could not be asked about"]
