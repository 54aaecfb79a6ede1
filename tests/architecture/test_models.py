"""What holds for every table of ours."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

PROJECT = Path(__file__).parents[2]
OURS = [model for model in apps.get_models() if model.__module__.startswith("motcua.")]


def layers():
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]
    listed = contracts["contracts"][0]["layers"]
    return {
        name.strip(): height
        for height, layer in enumerate(reversed(listed))
        for name in layer.split("|")
    }


def module_of(model):
    return model.__module__.split(".")[1]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_foreign_keys_point_down_the_layers(model):
    height = layers()
    for field in model._meta.get_fields():
        if field.is_relation and field.concrete and field.related_model in OURS:
            here, there = module_of(model), module_of(field.related_model)
            assert here == there or height[there] < height[here], field


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_moments_and_makers_go_together(model):
    """A row that says when something was decided says by whom, and the other way round."""
    names = {field.name for field in model._meta.get_fields()}
    for name in names:
        if name.endswith("_by"):
            assert name.removesuffix("_by") + "_at" in names, f"{model.__name__}.{name}"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_ratios_are_never_stored(model):
    for field in model._meta.get_fields():
        assert not isinstance(field, models.FloatField | models.DecimalField), field


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_status_is_limited_by_the_database(model):
    if any(field.name == "status" for field in model._meta.get_fields()):
        constraints = [c.name for c in model._meta.constraints]
        assert any("status" in name for name in constraints)
