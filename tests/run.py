"""`make test`: the whole suite, parallel and shuffled; browser journeys in a run of their own.

A browser's driver keeps an event loop in its thread, in which others cannot run one of theirs.
"""

import os
import shutil
import sys

import pytest

BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")


def main() -> int:
    """Run the tests; say loudly when the journeys cannot run."""
    others = _run("not journey")
    if any(map(shutil.which, BROWSERS)):
        journeys = _run("journey")
        return others or journeys
    if os.environ.get("CI"):
        sys.stderr.write("CI needs Chromium: browser journeys are never skipped there.\n")
        return 1
    sys.stderr.write("\n*** NO CHROMIUM FOUND: BROWSER JOURNEYS ARE SKIPPED ***\n\n")
    return others


def _run(which: str) -> int:
    workers = os.environ.get("MOTCUA_TEST_WORKERS", "2")
    arguments = ["-n", workers, "--dist", "worksteal", "-m", which, *sys.argv[1:]]
    status = pytest.main(arguments)
    # Paths that were asked for may hold tests of one kind only.
    is_fine = status in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}
    return 0 if is_fine else int(status)


if __name__ == "__main__":
    sys.exit(main())
