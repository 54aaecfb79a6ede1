"""Marks Vietnamese texts for translation where nothing may be translated yet."""


def message(text: str) -> str:
    """Return the text as it is; the extraction of translations finds it by this call.

    Plain Python (types, rules, tables) marks its texts so; pages translate them when shown.
    In a class with a field of that name, such as a refusal, import it as `_`.
    """
    return text
