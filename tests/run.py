"""`make test`: the whole suite, parallel and shuffled, with browser journeys where a browser is."""

import os
import shutil
import sys

import pytest

BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")


def main() -> int:
    """Run the tests; say loudly when the journeys cannot run."""
    arguments = [
        "-n",
        os.environ.get("MOTCUA_TEST_WORKERS", "2"),
        "--dist",
        "worksteal",
        *sys.argv[1:],
    ]
    if not any(map(shutil.which, BROWSERS)):
        if os.environ.get("CI"):
            sys.stderr.write("CI needs Chromium: browser journeys are never skipped there.\n")
            return 1
        sys.stderr.write("\n*** NO CHROMIUM FOUND: BROWSER JOURNEYS ARE SKIPPED ***\n\n")
        arguments += ["-m", "not journey"]
    return int(pytest.main(arguments))


if __name__ == "__main__":
    sys.exit(main())
