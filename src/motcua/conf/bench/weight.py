"""`motcua bench weight`: everything a browser loads for a page, as it travels."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Say = Callable[[str], None]
QUIET = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(kw_only=True)
class Loaded:
    """One answer: bytes on the wire (headers included), bytes after unpacking."""

    path: str
    kind: str
    wire: int = 0
    unpacked: int = 0


def run(*, url: str, say: Say) -> None:
    """Load a page in Chromium with an empty cache and say what it weighs.

    Raises:
        SystemExit: Playwright or Chromium is not there.
    """
    browser = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        browser = None
    if browser is None:
        message = "This needs Chromium and the test tools (make test fetches them)."
        raise SystemExit(message)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, args=list(QUIET))
        page = chromium.new_page(viewport={"width": 360, "height": 740})
        loaded = _listen(page)
        page.goto(url, wait_until="networkidle")
        chromium.close()
    answers = list(loaded.values())
    for answer in answers:
        say(f"  {answer.wire:>8} B   {answer.unpacked:>8} B   {answer.kind:<10} {answer.path}")
    wire = sum(answer.wire for answer in answers)
    unpacked = sum(answer.unpacked for answer in answers)
    say(
        f"{url}: {len(answers)} requests, {wire / 1024:.1f} KB compressed, {unpacked / 1024:.1f} KB"
    )


def _listen(page: Any) -> dict[str, Loaded]:
    """Return every answer of a page by request, filled as Chromium tells of them."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    answers: dict[str, Loaded] = {}

    def received(event: dict[str, Any]) -> None:
        response = event["response"]
        address = urlsplit(response["url"])
        if address.scheme in {"http", "https"}:
            answers[event["requestId"]] = Loaded(path=address.path, kind=event["type"])

    def unpacked(event: dict[str, Any]) -> None:
        if answer := answers.get(event["requestId"]):
            answer.unpacked += event["dataLength"]

    def finished(event: dict[str, Any]) -> None:
        if answer := answers.get(event["requestId"]):
            answer.wire = int(event["encodedDataLength"])

    session.on("Network.responseReceived", received)
    session.on("Network.dataReceived", unpacked)
    session.on("Network.loadingFinished", finished)
    return answers
