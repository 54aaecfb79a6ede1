"""Text that authors of forms write as HTML: read strictly, written anew.

Nothing of the author's markup reaches a page: tags are read into ours, everything else is escaped.
What is not among the few tags is refused, so that an author sees it, not silently left out.
"""

from html import escape
from html.parser import HTMLParser
from typing import Final

_TAGS: Final = {
    "p": '<p class="govuk-body">',
    "ul": '<ul class="govuk-list govuk-list--bullet">',
    "ol": '<ol class="govuk-list govuk-list--number">',
    "li": "<li>",
    "strong": "<strong>",
    "b": "<strong>",
    "em": "<em>",
    "i": "<em>",
    "a": "",
}
_CLOSING: Final = {"b": "strong", "i": "em"}


class ContentRefusedError(ValueError):
    """The text holds markup that is not allowed; `str` names the tag."""


def rewritten(html: str) -> str:
    """Return the text with our own markup, safe to put on a page.

    Raises:
        ContentRefusedError: A tag, attribute or address is not allowed, or a tag is not closed.
    """
    writer = _Writer()
    writer.feed(html)
    writer.close()
    if writer.open:
        raise ContentRefusedError(writer.open[-1])
    text = "".join(writer.parts).strip()
    return text if text.startswith("<") else f'<p class="govuk-body">{text}</p>'


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br" and not attrs:
            self.parts.append("<br>")
            return
        if tag not in _TAGS or (attrs and tag != "a"):
            raise ContentRefusedError(tag)
        self.parts.append(_link(attrs) if tag == "a" else _TAGS[tag])
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "br":
            return
        if not self.open or self.open.pop() != tag:
            raise ContentRefusedError(tag)
        self.parts.append(f"</{_CLOSING.get(tag, tag)}>")

    def handle_data(self, data: str) -> None:
        self.parts.append(escape(data))

    def handle_comment(self, data: str) -> None:
        raise ContentRefusedError(f"!--{data[:20]}")

    def handle_decl(self, decl: str) -> None:
        raise ContentRefusedError(f"!{decl[:20]}")

    def handle_pi(self, data: str) -> None:
        raise ContentRefusedError(f"?{data[:20]}")

    def unknown_decl(self, data: str) -> None:
        raise ContentRefusedError(f"![{data[:20]}")


def _link(attrs: list[tuple[str, str | None]]) -> str:
    """Return the opening tag of a link to a page of ours or to a secured one elsewhere."""
    ((name, address),) = attrs if len(attrs) == 1 else [("", None)]
    is_own = (address or "").startswith("/") and not (address or "").startswith("//")
    if name != "href" or address is None or not (is_own or address.startswith("https://")):
        raise ContentRefusedError("a")
    return f'<a class="govuk-link" href="{escape(address)}">'
