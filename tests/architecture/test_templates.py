"""What no template may do, whatever page it is of."""

from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "motcua"
TEMPLATES = sorted(SOURCE.glob("*/jinja2/**/*.html"))


def name_of(template):
    return str(template.relative_to(SOURCE))


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_choice_opens_a_field(template):
    """GOV.UK's script marks such a radio with what its role does not support (axe-core)."""
    assert '"conditional":' not in template.read_text("utf-8")
