"""What every kind of field can do: be read from a definition, make an answer of what was typed."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from motcua.eforms import errors, texts
from motcua.eforms.source import Source
from motcua.eforms.types import Answer, Field, Raw

F = TypeVar("F", bound=Field)


class Kind(ABC, Generic[F]):
    """One kind of field. Stateless; the registry holds one of each.

    Attributes:
        field: The class of its fields.
        types: Names of its components in a definition.
        properties: Of a component, beyond those that all have.
        limits: Entries of `validate`, beyond `required` and `customMessage`.
        is_posted: False where a web form cannot give the answer.
        takes_default: Whether a definition may say what to begin with.
        is_computed: Whether a rule may give its answer.
    """

    field: type[F]
    types: ClassVar[tuple[str, ...]]
    properties: ClassVar[frozenset[str]] = frozenset()
    limits: ClassVar[frozenset[str]] = frozenset()
    is_posted: ClassVar[bool] = True
    takes_default: ClassVar[bool] = True
    is_computed: ClassVar[bool] = True

    def parse(self, _source: Source, common: Mapping[str, Any], /) -> F:
        """Return the field; what is wrong is told to the source, and a stand-in returned.

        Args:
            _source: The component of the definition; here nothing is read of it.
            common: Arguments that all fields have.
        """
        return self.field(**common)

    def read(self, field: F, post: Mapping[str, Any], /) -> Raw:
        """Return what was typed, cleaned, nothing judged."""
        return one(post, field.key)

    def understand(self, _field: F, raw: Raw, /) -> Answer | None:
        """Return the answer that was typed, or None when it is empty; here the words of one line.

        Raises:
            AnswerRefused: It makes no answer at all; whether it fits is asked of `check`.
        """
        return texts.one_line(str(raw)) or None

    @abstractmethod
    def check(self, field: F, answer: Answer, today: date, /) -> None:
        """Refuse an answer that does not fit, of whatever JSON type it is.

        Raises:
            AnswerRefused: Why.
        """

    def adopt(self, field: F, value: object, /) -> Answer | None:
        """Return the answer that a value of another system would be, or None; not yet checked."""
        is_plain = isinstance(value, (str, int)) and not isinstance(value, bool)
        raw = texts.clean(str(value)) if is_plain else ""
        try:
            return self.understand(field, raw)
        except errors.AnswerRefused:
            return None

    def computed(self, field: F, result: object, /) -> Answer | None:
        """Return the answer that the result of a rule is, or None; not yet checked."""
        return self.adopt(field, result)

    def fact(self, _field: F, answer: Answer, /) -> object:
        """Return an answer as rules compute with it; here as it is."""
        return answer

    def text(self, _field: F, answer: Answer, /) -> str:
        """Return a fitting answer as people read it, in Vietnamese; here as it is."""
        return str(answer)

    def missing(self, field: F, /) -> errors.AnswerRefused:
        """Return what is said when a required answer is empty."""
        return errors.AnswerMissing(label=label(field))


def label(field: Field) -> str:
    """Return the question as refusals name it, with its row."""
    said = texts.shortened(field.label)
    return f"{field.row_name}: {said}" if field.row_name else said


def misfit(field: Field, refusal: errors.AnswerRefused) -> errors.AnswerRefused:
    """Return the author's own explanation where there is one, else the refusal."""
    if field.explanation:
        return errors.AnswerNotAccepted(label=label(field), explanation=field.explanation)
    return refusal


def malformed(field: Field) -> errors.AnswerMalformed:
    """Return the refusal of a JSON value that no page of ours would have made."""
    return errors.AnswerMalformed(label=label(field))


def one(post: Mapping[str, Any], name: str) -> str:
    """Return the text of that name in what a web form sent, cleaned; empty where there is none."""
    value = post.get(name, "")
    return texts.clean(value) if isinstance(value, str) else ""


def several(post: Mapping[str, Any], name: str) -> list[str]:
    """Return all texts of that name, cleaned; of a `QueryDict` or a plain mapping of lists."""
    getlist = getattr(post, "getlist", None)
    values = getlist(name) if getlist else post.get(name, [])
    found: Iterable[Any] = [values] if isinstance(values, str) else values
    if not isinstance(found, (list, tuple)):
        return []
    return [texts.clean(value) for value in found if isinstance(value, str)]
