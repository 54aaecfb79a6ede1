"""Decision tables: which rules apply to given facts, and what comes of them.

Evaluated here and not by SpiffWorkflow, which answers PRIORITY, OUTPUT ORDER, RULE ORDER and the
sums of COLLECT wrongly and in silence. A table is immutable and its evaluation a pure function.

Source: OMG DMN 1.3, clauses 7.3 (unary tests), 8.2.10 (hit policies) and 8.2.11 (default outputs).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any, Final

from motcua.processes import errors
from motcua.processes.types import Fact, Value
from motcua.processes.unary import Test, samples

MOST_CASES: Final = 50_000
"""How many cases are looked at for gaps and overlaps; a table with more is not looked through."""


class HitPolicy(StrEnum):
    """Which of the rules that apply count; the values are those of the standard."""

    UNIQUE = "UNIQUE"
    """At most one applies."""
    FIRST = "FIRST"
    """The first of the table."""
    PRIORITY = "PRIORITY"
    """The one whose outputs stand first in the lists of possible outputs."""
    ANY = "ANY"
    """All that apply say the same."""
    COLLECT = "COLLECT"
    """All, in no order that means anything; or one figure of all (`Aggregation`)."""
    RULE_ORDER = "RULE ORDER"
    """All, in the order of the table."""
    OUTPUT_ORDER = "OUTPUT ORDER"
    """All, in the order of the lists of possible outputs."""

    @property
    def is_single(self) -> bool:
        """Whether one rule at most counts."""
        return self in {self.UNIQUE, self.FIRST, self.PRIORITY, self.ANY}


class Aggregation(StrEnum):
    """What COLLECT makes of all outputs; the values are those of the standard."""

    NONE = ""
    SUM = "SUM"
    MIN = "MIN"
    MAX = "MAX"
    COUNT = "COUNT"


@dataclass(frozen=True, slots=True)
class Input:
    """A column that is asked.

    Attributes:
        fact: What it asks.
        allowed: What it may be, where the author said so; empty: anything.
    """

    fact: Fact
    allowed: tuple[Test, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """A column that is answered.

    Attributes:
        fact: What it finds.
        order: Its possible values, the one of the highest priority first; may be empty.
        default: What it is where no rule applies; None: nothing.
    """

    fact: Fact
    order: tuple[Value, ...] = ()
    default: Value = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A line: applies when of every input one of the tests holds; no test: whatever it is."""

    key: str
    tests: tuple[tuple[Test, ...], ...]
    says: tuple[Value, ...]

    def applies(self, values: Sequence[Value]) -> bool:
        """Tell whether the rule applies to the values of the inputs."""
        return all(
            not tests or any(test.holds(value) for test in tests)
            for tests, value in zip(self.tests, values, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table.

    Attributes:
        key: Id of the decision in its file.
        name: In Vietnamese.
        policy: Which rules count.
        aggregation: For COLLECT.
        inputs: At least one.
        outputs: At least one; exactly one where figures are collected.
        rules: In the order of the table.
    """

    key: str
    name: str
    policy: HitPolicy
    aggregation: Aggregation
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]

    @property
    def is_single(self) -> bool:
        """Whether it finds one value a column: what a process can go on with."""
        return self.policy.is_single or self.aggregation is not Aggregation.NONE


@dataclass(frozen=True, slots=True)
class Finding:
    """What a table says of some facts.

    Attributes:
        values: One a column, by its name; of a table that finds lists they are empty.
        rows: Of a table that finds lists, one mapping a rule that applies, in order.
        rules: Ids of the rules that count, so that it can be explained.
    """

    values: Mapping[str, Value]
    rows: tuple[Mapping[str, Value], ...]
    rules: tuple[str, ...]


def decide(table: Table, facts: Mapping[str, Value]) -> Finding:
    """Return what a table says of facts.

    One that is not known meets no test except `-`. Where no rule applies every output is its
    default, or not known; a list is empty, a count 0, any other figure of none not known.

    Raises:
        DecisionAmbiguous: More than one rule applies where one may, or they differ where all must
            say the same.
    """
    values = [facts.get(one.fact.name) for one in table.inputs]
    applying = [rule for rule in table.rules if rule.applies(values)]
    counting = _counting(table, applying)
    if table.aggregation is not Aggregation.NONE:
        (output,) = table.outputs
        found = _figure(table.aggregation, [rule.says[0] for rule in counting])
        if not counting and output.default is not None:
            found = output.default
        return Finding({output.fact.name: found}, (), _keys(counting))
    rows = tuple(_said(table, rule) for rule in counting)
    if not table.is_single:
        return Finding({}, rows or _defaults(table), _keys(counting))
    usual = {output.fact.name: output.default for output in table.outputs}
    return Finding(rows[0] if rows else usual, (), _keys(counting))


@dataclass(frozen=True, slots=True)
class Case:
    """Facts that a table does not answer as its policy asks; `rules` apply to them.

    Attributes:
        values: By the name of the fact; one of the many that are alike.
        rules: Ids; empty: none applies, the table has a gap.
    """

    values: Mapping[str, Value]
    rules: tuple[str, ...]


def weaknesses(table: Table) -> Iterator[Case] | None:
    """Return the cases in which a table has a gap or, where one rule may apply, several.

    Looks at one case of every kind that the table tells apart: tests change their answer only at
    the values that stand in them, so those and what lies between stand for all. None: there are
    more than can be looked at.
    """
    offered = [
        samples(
            one.fact.kind,
            [test for rule in table.rules for test in rule.tests[place]] + list(one.allowed),
            allowed=one.allowed,
        )
        for place, one in enumerate(table.inputs)
    ]
    count = 1
    for values in offered:
        count *= len(values)
    return _weak(table, offered) if count <= MOST_CASES else None


def _weak(table: Table, offered: Sequence[Sequence[Value]]) -> Iterator[Case]:
    has_default = all(output.default is not None for output in table.outputs)
    names = [one.fact.name for one in table.inputs]
    for values in product(*offered):
        applying = [rule for rule in table.rules if rule.applies(values)]
        is_gap = not applying and not has_default and table.policy.is_single
        if is_gap or _clash(table, applying):
            yield Case(dict(zip(names, values, strict=True)), _keys(applying))


def _clash(table: Table, applying: Sequence[Rule]) -> bool:
    if table.policy is HitPolicy.UNIQUE:
        return len(applying) > 1
    return table.policy is HitPolicy.ANY and len({rule.says for rule in applying}) > 1


def _counting(table: Table, applying: list[Rule]) -> list[Rule]:
    if _clash(table, applying):
        raise errors.DecisionAmbiguous(name=table.name, rules=", ".join(_keys(applying)))
    match table.policy:
        case HitPolicy.PRIORITY:
            return sorted(applying, key=lambda rule: _priority(table, rule))[:1]
        case HitPolicy.OUTPUT_ORDER:
            return sorted(applying, key=lambda rule: _priority(table, rule))
        case HitPolicy.UNIQUE | HitPolicy.ANY | HitPolicy.FIRST:
            return applying[:1]
    return applying


def _priority(table: Table, rule: Rule) -> tuple[int, ...]:
    """Return what rules are ordered by: column by column, the first column first."""
    return tuple(
        output.order.index(value) if value in output.order else len(output.order)
        for output, value in zip(table.outputs, rule.says, strict=True)
    )


def _figure(aggregation: Aggregation, said: Sequence[Value]) -> Value:
    if aggregation is Aggregation.COUNT:
        return len(said)
    if not said or None in said:
        return None
    known: list[Any] = list(said)  # of one kind, numbers or days: `adapters.dmn` saw to it
    match aggregation:
        case Aggregation.MIN:
            found: Value = min(known)
        case Aggregation.MAX:
            found = max(known)
        case _:
            found = sum(known)
    return found


def _said(table: Table, rule: Rule) -> dict[str, Value]:
    return {output.fact.name: value for output, value in zip(table.outputs, rule.says, strict=True)}


def _defaults(table: Table) -> tuple[Mapping[str, Value], ...]:
    if all(output.default is None for output in table.outputs):
        return ()
    return ({output.fact.name: output.default for output in table.outputs},)


def _keys(rules: Sequence[Rule]) -> tuple[str, ...]:
    return tuple(rule.key for rule in rules)
