"""Parses the XML files that authors send; nothing outside of them is ever read or fetched."""

import re
from typing import Final

from lxml import etree

from motcua.kernel.messages import message
from motcua.processes.types import Unsupported

LARGEST: Final = 2_000_000
"""Bytes; the largest drawing of an honest process has a tenth of that."""

_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")


class WrongXmlError(ValueError):
    """The bytes are no XML that is taken; `item` says why."""

    def __init__(self, item: Unsupported) -> None:
        super().__init__(item.why)
        self.item = item


def parse(content: bytes) -> etree._Element:
    """Return the root.

    Raises:
        WrongXmlError: It is too large, no XML, or has a document type: those declare entities, with
            which a small file grows without end or reads files of the server.
    """
    if len(content) > LARGEST:
        raise WrongXmlError(Unsupported("-", "xml", message("tệp lớn hơn 2 MB")))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongXmlError(Unsupported("-", "xml", message("tệp phải ở bảng mã UTF-8"))) from None
    if "<!DOCTYPE" in text:
        raise WrongXmlError(
            Unsupported("-", "doctype", message("tệp có khai báo DOCTYPE nên không được nhận"))
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        # What it declares of its letters does not count: they are read already.
        return etree.fromstring(_DECLARATION.sub("", text, count=1).encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        raise WrongXmlError(
            Unsupported("-", "xml", message("tệp không phải XML hoặc bị hỏng"))
        ) from None


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute without blanks around it; empty where it is missing."""
    return (element.get(name) or "").strip()


def text_of(element: etree._Element | None) -> str:
    """Return the text inside an element without blanks around it; empty where there is none."""
    return "".join(map(str, element.itertext())).strip() if element is not None else ""
