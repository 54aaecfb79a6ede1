"""Who uses a form: asked of the modules above, which the site's composition names here."""

from collections.abc import Callable, Sequence

from motcua.eforms.types.drafting import Use

_askers: list[Callable[[str], Sequence[Use]]] = []


def tell(asker: Callable[[str], Sequence[Use]]) -> None:
    """Let a module above tell who uses the form of a key; saying so twice changes nothing."""
    if asker not in _askers:
        _askers.append(asker)


def of(key: str) -> list[Use]:
    """Return who uses a form, of all that may."""
    return [use for asker in _askers for use in asker(key)]
