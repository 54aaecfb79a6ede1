"""Money: whole đồng, never fractions."""

from motcua.kernel import numerals


def dong(amount: int) -> str:
    """Return an amount as people write it: “24.000 đồng”."""
    return f"{numerals.format_count(amount, 'vi')} đồng"
