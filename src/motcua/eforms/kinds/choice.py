"""One of several, any of several, a box to tick."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar, Final

from motcua.eforms import errors, lists, texts
from motcua.eforms.kinds.base import Kind, label, malformed, misfit, several
from motcua.eforms.source import Source
from motcua.eforms.types import Answer, Choice, ChoiceField, ChoicesField, Raw, TickField
from motcua.kernel.messages import message as _

TICKED: Final = "true"
CATALOGUE: Final = "catalogue"

NO_CHOICES: Final = _("phải có ít nhất một lựa chọn")
SAME_VALUE: Final = _("hai lựa chọn có cùng giá trị")
ONLY_STATIC: Final = _("chỉ nhận danh sách ghi sẵn trong biểu mẫu hoặc danh mục dùng chung")
NO_SUCH_LIST: Final = _("không có danh mục dùng chung mang tên này")
RANGE_EMPTY: Final = _("số lựa chọn tối đa nhỏ hơn số tối thiểu")


class OneOf(Kind[ChoiceField]):
    """`radio` and `select`, with values written in the form or, our own, of a list we carry."""

    field = ChoiceField
    types = ("radio", "select")
    properties = frozenset({"values", "data", "dataSrc", "catalogue"})

    def parse(self, source: Source, common: Mapping[str, Any], /) -> ChoiceField:
        """Read the choices."""
        is_list = source.type == "select"
        if source.text("dataSrc") == CATALOGUE:
            carried = lists.named(source.text("catalogue"))
            if carried is None:
                source.refuse(NO_SUCH_LIST, "catalogue")
            choices = carried.choices if carried else ()
            return ChoiceField(**common, choices=choices, is_list=is_list)
        if source.text("dataSrc", default="values") != "values":
            source.refuse(ONLY_STATIC, "dataSrc")
        holder = source.inside("data") if is_list else source
        if is_list:
            holder.only({"values"})
        return ChoiceField(**common, choices=_choices(holder), is_list=is_list)

    def understand(self, _field: ChoiceField, raw: Raw, /) -> Answer | None:
        """Return the value."""
        return str(raw) or None

    def check(self, field: ChoiceField, answer: Answer, _today: date, /) -> None:
        """Refuse what is not offered."""
        if not isinstance(answer, str):
            raise malformed(field)
        if all(answer != choice.value for choice in field.choices):
            raise errors.NotAChoice(label=label(field))

    def text(self, field: ChoiceField, answer: Answer, /) -> str:
        """Return the label of the choice."""
        return next((choice.label for choice in field.choices if choice.value == answer), "")

    def missing(self, field: ChoiceField, /) -> errors.AnswerRefused:
        """Ask to choose."""
        return errors.ChoiceMissing(label=label(field))


class AnyOf(Kind[ChoicesField]):
    """`selectboxes`. The answer is the list of chosen values, in the order of the form."""

    field = ChoicesField
    types = ("selectboxes",)
    properties = frozenset({"values", "dataSrc"})
    limits = frozenset({"minSelectedCount", "maxSelectedCount"})
    is_computed: ClassVar[bool] = False

    def parse(self, source: Source, common: Mapping[str, Any], /) -> ChoicesField:
        """Read the choices and how many may be made."""
        if source.text("dataSrc", default="values") != "values":
            source.refuse(ONLY_STATIC, "dataSrc")
        choices = _choices(source)
        limits = source.inside("validate")
        least = limits.whole("minSelectedCount", default=0)
        most = limits.whole("maxSelectedCount", default=len(choices))
        if most < least:
            limits.refuse(RANGE_EMPTY, "maxSelectedCount")
        return ChoicesField(**common, choices=choices, least=least, most=most)

    def read(self, field: ChoicesField, post: Mapping[str, Any], /) -> Raw:
        """Return the values of the boxes that were ticked."""
        return several(post, field.key)

    def adopt(self, field: ChoicesField, value: object, /) -> Answer | None:
        """Return the chosen values of a list, or of Form.io's object of boxes."""
        chosen = [key for key, on in value.items() if on] if isinstance(value, dict) else value
        return self.understand(field, several({field.key: chosen}, field.key))

    def understand(self, field: ChoicesField, raw: Raw, /) -> Answer | None:
        """Return each value once, in order; values not offered last, to be refused."""
        sent = [raw] if isinstance(raw, str) else [one for one in raw if isinstance(one, str)]
        offered = [choice.value for choice in field.choices if choice.value in sent]
        return [*offered, *(value for value in sent if value and value not in offered)] or None

    def check(self, field: ChoicesField, answer: Answer, _today: date, /) -> None:
        """Refuse values not offered, too few, too many."""
        if not isinstance(answer, list):
            raise malformed(field)
        offered = [choice.value for choice in field.choices if choice.value in answer]
        if any(value not in offered for value in answer):
            raise errors.NotAChoice(label=label(field))
        if offered != answer:
            raise malformed(field)
        if len(answer) < field.least:
            raise misfit(field, errors.TooFewChoices(label=label(field), least=field.least))
        if len(answer) > field.most:
            raise misfit(field, errors.TooManyChoices(label=label(field), most=field.most))

    def fact(self, _field: ChoicesField, answer: Answer, /) -> object:
        """Return the chosen values, each true."""
        chosen = answer if isinstance(answer, list) else []
        return {str(value): True for value in chosen}

    def text(self, field: ChoicesField, answer: Answer, /) -> str:
        """Return the labels of what was chosen."""
        chosen = answer if isinstance(answer, list) else []
        return "; ".join(choice.label for choice in field.choices if choice.value in chosen)

    def missing(self, field: ChoicesField, /) -> errors.AnswerRefused:
        """Ask to choose."""
        return errors.ChoiceMissing(label=label(field))


class Tick(Kind[TickField]):
    """`checkbox`, and our own `declaration`. The answer is true, or absent."""

    field = TickField
    types = ("checkbox", "declaration")

    def parse(self, source: Source, common: Mapping[str, Any], /) -> TickField:
        """A declaration is always required."""
        if source.type == "declaration":
            common = {**common, "required": True}
        return TickField(**common, is_declaration=source.type == "declaration")

    def understand(self, _field: TickField, raw: Raw, /) -> Answer | None:
        """Return true or nothing; the page sends one value only."""
        return True if raw == TICKED else None

    def check(self, field: TickField, answer: Answer, _today: date, /) -> None:
        """Refuse anything but true."""
        if answer is not True:
            raise malformed(field)

    def adopt(self, field: TickField, value: object, /) -> Answer | None:
        """Return true or nothing; a declaration is made by the applicant alone."""
        return True if value is True and not field.is_declaration else None

    def computed(self, field: TickField, result: object, /) -> Answer | None:
        """Return true or nothing; a declaration is made by the applicant alone."""
        return self.adopt(field, bool(result))

    def text(self, _field: TickField, answer: Answer, /) -> str:
        """Return yes."""
        return _("Có") if answer else _("Không")

    def missing(self, field: TickField, /) -> errors.AnswerRefused:
        """Ask to tick."""
        return errors.NotTicked(label=label(field))


def _choices(source: Source) -> tuple[Choice, ...]:
    found: dict[str, Choice] = {}
    for item in source.items("values"):
        item.only({"value", "label"}, {"shortcut"})
        value, text = item.words("value", needed=True), item.words("label", needed=True)
        if value in found:
            item.refuse(SAME_VALUE, "value")
        found[value] = Choice(texts.clean(value), text)
    if not found:
        source.refuse(NO_CHOICES, "values")
    return tuple(found.values())
