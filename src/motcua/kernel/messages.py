"""Marks Vietnamese texts for translation where nothing may be translated yet."""


class Message(str):
    """A marked text; a refusal that has one among its values translates it as well."""

    __slots__ = ()


def message(text: str) -> Message:
    """Mark a text; the extraction of translations finds it by this call.

    Plain Python (types, rules, tables) marks its texts so; pages translate them when shown.
    In a class with a field of that name, such as a refusal, import it as `_`.
    """
    return Message(text)
