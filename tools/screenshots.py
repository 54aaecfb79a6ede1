"""Take the pictures of the READMEs from a running demo: `.venv/bin/python -m tools.screenshots`."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

IMAGES = Path(__file__).parents[1] / "docs" / "images"
NATIONAL = "http://127.0.0.1:8001"
PROMISE = "ngay=29/04/2021&gio=16:00&han=3&don-vi=working_days"
PICTURES = (
    ("ranking-1280", "/", 1280, 800),
    ("ranking-360", "/", 360, 740),
    ("agency-1280", "/xep-hang/2019/H38/", 1280, 900),
    ("calendar-1280", f"/lich-lam-viec/?{PROMISE}", 1280, 900),
)
"""Name, address, width and height of each; what is below the fold is not in it."""


def main(site: str = NATIONAL) -> None:
    """Write every picture anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path)
        for name, address, width, height in PICTURES:
            _take(browser, site + address, IMAGES / f"{name}.png", width, height)
        browser.close()


def _take(browser: Browser, url: str, target: Path, width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    page.goto(url, wait_until="networkidle")
    page.screenshot(path=target)
    page.close()
    sys.stdout.write(f"{target.name}: {target.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
