"""Refusals: failures that were foreseen, and that a person is told about.

Everything else that goes wrong is a fault: logged once, shown as a reference number.
"""

import re
import string
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar

from motcua.kernel.messages import Message

Translate = Callable[[str], str]
"""A function from the Vietnamese text to the reader's language, such as Django's `gettext`."""

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_registered: "dict[str, type[Refusal]]" = {}


def _in_vietnamese(message: str) -> str:
    return message


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error; the glossary's word
    """Say what could not be done, why, and what the person can do next.

    A subclass that sets `code` is one kind of refusal and is registered; a subclass that does not
    only groups others, so that a caller can catch them together, and cannot be raised itself.

    Attributes:
        code: Dotted and permanent (`reporting.total_is_zero`); never reused once published.
        message: Vietnamese sentence with `str.format` fields, named.
        next_step: Vietnamese sentence saying what to do; empty where nothing helps.
        params: The values given at the raise, marked ones to be translated; may hold more than the
            sentences show, but never personal values, because refusals are logged.

    Raises:
        TypeError: A field of the sentences was not given, or the class has no code.
    """

    code: ClassVar[str]
    message: ClassVar[str]
    next_step: ClassVar[str] = ""
    _fields: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Check and register the class, so that a bad refusal fails at import, not at a desk."""
        super().__init_subclass__(**kwargs)
        code = getattr(cls, "code", None)
        if code is None:
            return
        if not _CODE.fullmatch(code):
            message = f"{cls.__qualname__}: “{code}” is no dotted lower-case code"
            raise TypeError(message)
        if code in _registered:
            message = f"{cls.__qualname__}: {_registered[code].__qualname__} has the code “{code}”"
            raise TypeError(message)
        if not getattr(cls, "message", ""):
            message = f"{cls.__qualname__}: a refusal needs a message"
            raise TypeError(message)
        cls._fields = _field_names(cls.message) | _field_names(cls.next_step)
        _registered[code] = cls

    def __init__(self, **params: Any) -> None:
        if getattr(self, "code", None) is None:
            message = f"{type(self).__qualname__} groups refusals and cannot be raised itself"
            raise TypeError(message)
        missing = self._fields - params.keys()
        if missing:
            message = f"{type(self).__qualname__} needs {', '.join(sorted(missing))}"
            raise TypeError(message)
        self.params = params
        super().__init__(self.text())

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuild, (type(self), self.params)

    def __repr__(self) -> str:
        return f"<{type(self).__qualname__} {self.code} {self.params!r}>"

    def text(self, translate: Translate = _in_vietnamese) -> str:
        """Return the message and the next step as one text, in the reader's language."""
        parts = (self.message, self.next_step)
        values = {
            name: translate(value) if isinstance(value, Message) else value
            for name, value in self.params.items()
        }
        return " ".join(translate(part).format_map(values) for part in parts if part)

    def as_problem(self, translate: Translate = _in_vietnamese, *, status: int) -> dict[str, Any]:
        """Return the body of an `application/problem+json` answer.

        Args:
            translate: Into the language of the request.
            status: HTTP status of the answer, 400 to 599.

        Source: RFC 9457 §3.1; `code` is our extension member and names the problem for programs,
        so that `type` stays `about:blank` and `title` the phrase of the status (§4.2.1).
        """
        return {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": self.text(translate),
            "code": self.code,
        }


class CallerUnknown(Refusal):
    """Group: whoever calls did not show who they are; answered with status 401.

    Attributes:
        challenge: What the answer asks for in `WWW-Authenticate` (RFC 9110 §11.6.1).
    """

    challenge: ClassVar[str] = "Bearer"


class CallerNotAllowed(Refusal):
    """Group: whoever calls is known and may not do this; answered with status 403.

    Attributes:
        challenge: As above; empty where another credential would not help.
    """

    challenge: ClassVar[str] = ""


def all_refusals() -> tuple[type[Refusal], ...]:
    """Return every refusal of the modules imported so far, by code."""
    return tuple(_registered[code] for code in sorted(_registered))


def _field_names(template: str) -> frozenset[str]:
    """Return the names of the fields; a field without a name could not be translated freely."""
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    unnamed = {name for name in names if not name.isidentifier()}
    if unnamed:
        message = f"fields of “{template}” must be plain names, not {sorted(unnamed)}"
        raise TypeError(message)
    return frozenset(names)


def _rebuild(refusal: type[Refusal], params: dict[str, Any]) -> Refusal:
    return refusal(**params)
