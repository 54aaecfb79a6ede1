"""The one form of a JSON value that is hashed."""

import json
from collections.abc import Mapping


def canonical(value: object) -> bytes:
    """Write a JSON value with sorted keys, without spaces, as UTF-8.

    Raises:
        TypeError: A value is a float (its text is not unique), a key no string, or something in it
            no JSON value at all.
    """
    _refuse_floats(value)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def _refuse_floats(value: object) -> None:
    match value:
        case float():
            message = f"{value!r}: a float has no canonical text; store integers or strings"
            raise TypeError(message)
        case Mapping():
            for key, item in value.items():
                if not isinstance(key, str):
                    message = f"{key!r}: keys of a JSON object are strings"
                    raise TypeError(message)
                _refuse_floats(item)
        case list() | tuple():
            for item in value:
                _refuse_floats(item)
        case _:
            pass
