"""The kinds of papers that the vault keeps as data, as the table in `data/vault.json` has them."""

import json
from functools import cache
from importlib import resources

from motcua.documents.types import VaultField, VaultKind


@cache
def kinds() -> dict[str, VaultKind]:
    """Return the kinds by key, in their order."""
    file = resources.files("motcua.documents").joinpath("data", "vault.json")
    rows = json.loads(file.read_text("utf-8"))
    return {
        row["key"]: VaultKind(
            key=row["key"],
            name=row["name"],
            template=row["template"],
            fields=tuple(VaultField(**one) for one in row["fields"]),
        )
        for row in rows
    }
