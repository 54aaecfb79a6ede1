"""What an OpenAPI description promises, tried on the running API with whatever fits it or not."""

import os

import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import (
    negative_data_rejection,
    positive_data_acceptance,
)

from motcua.conf.wsgi import application

SOME = settings(
    # A drill sends more: `make drill`.
    max_examples=int(os.environ.get("MOTCUA_EXAMPLES", "8")),
    database=None,
    suppress_health_check=list(HealthCheck),
    # The first example that fails is plain enough; a simpler one takes minutes to find.
    phases=[Phase.explicit, Phase.generate],
)


def keeps_its_word(bearer):
    """Send every operation what its description allows, and what it does not.

    No answer may be an error of ours, nor of a status, type or shape that is not described; nothing
    that the description forbids may be taken.
    """
    headers = {"Authorization": f"Bearer {bearer}", "Accept-Encoding": "identity"}
    # As Django's own test client: the connection is in the transaction of the test.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        schema = schemathesis.openapi.from_wsgi("/api/openapi.json", application)
        for found in schema.get_all_operations():
            for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                _answers_as_described(found.ok(), mode, headers)
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def _answers_as_described(operation, mode, headers):
    # Rules can refuse what a schema allows: a range of periods that goes backwards.
    unasked = [positive_data_acceptance]
    if operation.method == "post":
        # A batch is answered row by row: its bad rows are refused inside an answer of 200.
        unasked.append(negative_data_rejection)

    @SOME
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers(case):
        case.call_and_validate(headers=headers, excluded_checks=unasked)

    try:
        answers()
    except Unsatisfiable:
        assert not operation.query, "an operation without parameters has none that are wrong"
