"""Small definitions and forms for tests."""

from datetime import date
from itertools import count

from motcua.eforms import definitions

TODAY = date(2021, 10, 18)
FILE = {"filePattern": ".pdf,.jpg", "fileMaxSize": "5MB"}
"""What a file component takes, where a test does not mind."""
_numbers = count(1)


def panel(*components, key=None, **more):
    key = key or f"trang{next(_numbers)}"
    return {"type": "panel", "key": key, "title": "Trang", "components": [*components], **more}


def component(type_name="textfield", key="o", **more):
    return {"type": type_name, "key": key, "label": "Ô cần điền", **more}


def definition(*components, **more):
    """One page, or as many as there are panels."""
    return {"name": "mau", "title": "Biểu mẫu", "components": [*components], **more}


def form(*components):
    return definitions.parse(definition(*components))


def choices(*values):
    return [{"value": value, "label": f"Mục {value}"} for value in values]


def when(key, value, *, show=True):
    return {"show": show, "when": key, "eq": value}
