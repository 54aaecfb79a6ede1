"""Reads a form as the people who fill it in would, and tells its author what they stumble over.

Pure: a form in, findings out. Each rule is one function; `RULES` is the list of them.
"""

from collections.abc import Callable, Iterator
from typing import Final

from motcua.eforms.lint import asking, wording
from motcua.eforms.types import Form
from motcua.eforms.types.findings import Finding

Rule = Callable[[Form], Iterator[Finding]]

RULES: Final[tuple[Rule, ...]] = (
    wording.same_label,
    wording.same_choice,
    wording.label_shape,
    wording.page_titles,
    wording.sections,
    wording.office_words,
    wording.unexplained_patterns,
    asking.files,
    asking.conditions,
    asking.never_answered,
    asking.purpose,
    asking.birth_dates,
    asking.crowded_pages,
    asking.declaration,
    asking.told_before,
)

_OF_APPLICANTS: Final = frozenset({asking.purpose, asking.declaration, asking.told_before})


def findings(form: Form, *, by_staff: bool = False) -> list[Finding]:
    """Return everything that the rules find, rule by rule, in the order of the form.

    Args:
        form: To be looked at.
        by_staff: Whether officials fill it in, who declare nothing and hold what they ask for.
    """
    rules = [rule for rule in RULES if not (by_staff and rule in _OF_APPLICANTS)]
    return [finding for rule in rules for finding in rule(form)]
