"""`make audit`: known holes in what a site runs on.

The register of holes is asked over the network. Where it cannot be reached nothing is known, and
that is said; only a hole that was found makes the command fail.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

LOCK = "requirements/run.txt"


def main() -> int:
    """Ask about every locked package; return 1 if one has a hole."""
    asked = subprocess.run(  # noqa: S603 our own arguments
        [
            sys.executable,
            *("-m", "pip_audit", "-r", LOCK, "--no-deps", "--disable-pip"),
            *("--format", "json", "--progress-spinner", "off"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        sys.stdout.write(f"audit: nothing is known; {asked.stderr.strip()[-200:]}\n")
        return 0
    return judge(packages, say=print)


def judge(packages: list[dict[str, Any]], *, say: Callable[[str], object]) -> int:
    """Say what is known of packages; return 1 if one has a hole."""
    holes = [(one, hole) for one in packages for hole in one.get("vulns", ())]
    for package, hole in holes:
        mended = ", ".join(hole.get("fix_versions", ())) or "no version"
        say(f"audit: {package['name']} {package['version']}: {hole['id']}, mended in {mended}")
    unknown = sum("skip_reason" in one for one in packages)
    say(f"audit: {len(packages)} packages, {len(holes)} holes, {unknown} could not be asked about")
    return 1 if holes else 0


if __name__ == "__main__":
    sys.exit(main())
