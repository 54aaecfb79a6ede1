import json
from importlib import resources

import pytest

from motcua.eforms import definitions


@pytest.fixture(scope="session")
def extract():
    """The form of procedure 2.000635."""
    folder = resources.files("motcua.eforms").joinpath("data")
    text = folder.joinpath("ban-sao-trich-luc-ho-tich.json").read_text("utf-8")
    return definitions.parse(json.loads(text))
