"""Reads DMN files: one decision table each, evaluated right or refused with every reason.

Source: OMG DMN 1.3, clauses 6 (decisions) and 8 (decision tables); the table is written alike in
1.1 to 1.5.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml import etree

from motcua.kernel.messages import Message, message
from motcua.processes import decisions, expressions, unary
from motcua.processes.adapters.xml_files import WrongXmlError, attribute, parse, text_of
from motcua.processes.decisions import Aggregation, HitPolicy, Input, Output, Rule, Table
from motcua.processes.errors import DecisionNotSupported
from motcua.processes.types import Fact, FactKind, Unsupported, Value
from motcua.processes.unary import WrongTestError

NAMESPACES: Final = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
"""DMN 1.1 to 1.5."""

_KINDS: Final = {
    **dict.fromkeys(("number", "integer", "long", "double"), FactKind.NUMBER),
    "string": FactKind.TEXT,
    "boolean": FactKind.YES_NO,
    "date": FactKind.DATE,
}
_DRAWN_ONLY: Final = {
    *("description", "extensionElements", "inputData", "informationRequirement"),
    *("textAnnotation", "association", "variable", "knowledgeSource"),
    *("authorityRequirement", "question", "allowedAnswers"),
}
_OF_TABLE: Final = {"input", "output", "rule", "annotation", "description", "extensionElements"}
_EXPRESSION: Final = message("cột chỉ hỏi được tên một dữ kiện, không phải công thức")
_MOST_SHOWN: Final = 3


def read(content: bytes) -> Table:
    """Read a DMN file.

    Raises:
        DecisionNotSupported: It is no XML, or holds something that is not evaluated, or rules of
            which several apply where one may; all of it is listed.
    """
    try:
        root = parse(content)
    except WrongXmlError as wrong:
        raise DecisionNotSupported(items=[wrong.item]) from None
    reader = _Reader(root)
    table = reader.table()
    problems = reader.problems
    if table is not None and not problems:
        problems = list(_clashes(table))
    if table is None or problems:
        raise DecisionNotSupported(items=problems)
    return table


def cells(content: bytes) -> list[list[str]]:
    """Return the cells of the table of a file that was examined, as its author wrote them."""
    return [
        [
            text_of(entry.find("{*}text")) or "-"
            for entry in rule.iterfind("{*}*")
            if entry.find("{*}text") is not None
        ]
        for rule in parse(content).iterfind(".//{*}rule")
    ]


def gaps(table: Table) -> tuple[decisions.Case, ...]:
    """Return a few cases for which no rule of a table applies: to be told, not refused."""
    return tuple(islice(decisions.weaknesses(table) or (), _MOST_SHOWN))


def _clashes(table: Table) -> Iterator[Unsupported]:
    found = decisions.weaknesses(table)
    if found is None:
        if table.policy in {HitPolicy.UNIQUE, HitPolicy.ANY}:
            why = message("bảng có quá nhiều trường hợp để kiểm tra; dùng cách chọn FIRST")
            yield Unsupported(table.key, "hitPolicy", why)
        return
    told: set[tuple[str, ...]] = set()
    for case in found:
        if case.rules and case.rules not in told:
            told.add(case.rules)
            why = message("có trường hợp mà dòng này và dòng khác cùng đúng")
            yield Unsupported(", ".join(case.rules), "rule", why)


class _Reader:
    """Collects what is wrong while it reads."""

    def __init__(self, root: etree._Element) -> None:
        self._root, self.problems = root, list[Unsupported]()
        self._namespace = etree.QName(root).namespace or ""

    def table(self) -> Table | None:
        """Return the table; None where there is none to be read."""
        if self._namespace not in NAMESPACES or etree.QName(self._root).localname != "definitions":
            self._wrong("-", "definitions", message("tệp không phải DMN 1.1 đến 1.5"))
            return None
        decided = self._all(self._root, "decision")
        for element in self._children(self._root):
            name = _name(element)
            if name not in {"decision", *_DRAWN_ONLY}:
                self._wrong(_id(element), name, message("loại phần tử này chưa được chạy"))
        if len(decided) != 1:
            self._wrong("-", "decision", message("cần đúng một quyết định trong tệp"))
            return None
        (decision,) = decided
        for element in self._children(decision):
            if _name(element) not in {"decisionTable", *_DRAWN_ONLY}:
                self._wrong(
                    _id(element), _name(element), message("loại phần tử này chưa được chạy")
                )
        drawn = self._all(decision, "decisionTable")
        if len(drawn) != 1:
            self._wrong(_id(decision), "decisionTable", message("quyết định phải là một bảng"))
            return None
        return self._read(decision, drawn[0])

    def _read(self, decision: etree._Element, drawn: etree._Element) -> Table | None:
        policy, aggregation = self._policy(drawn)
        for element in self._children(drawn):
            if _name(element) not in _OF_TABLE:
                self._wrong(
                    _id(element), _name(element), message("loại phần tử này chưa được chạy")
                )
        inputs = [self._input(one) for one in self._all(drawn, "input")]
        outputs = [self._output(one) for one in self._all(drawn, "output")]
        known_in = [one for one in inputs if one is not None]
        known_out = [one for one in outputs if one is not None]
        self._columns(drawn, known_in, known_out)
        if policy is None or len(known_in) < len(inputs) or len(known_out) < len(outputs):
            return None
        rules = [self._rule(one, known_in, known_out) for one in self._all(drawn, "rule")]
        if not rules:
            self._wrong(_id(drawn), "rule", message("bảng không có dòng nào"))
        table = Table(
            key=_id(decision),
            name=attribute(decision, "name") or _id(decision),
            policy=policy,
            aggregation=aggregation,
            inputs=tuple(known_in),
            outputs=tuple(known_out),
            rules=tuple(rule for rule in rules if rule is not None),
        )
        self._fits(_id(drawn), table)
        return table

    def _policy(self, drawn: etree._Element) -> tuple[HitPolicy | None, Aggregation]:
        said = attribute(drawn, "hitPolicy") or HitPolicy.UNIQUE
        figure = attribute(drawn, "aggregation")
        policy = HitPolicy(said) if said in set(HitPolicy) else None
        if policy is None:
            self._wrong(_id(drawn), "hitPolicy", message("cách chọn dòng không có trong DMN"))
        if figure not in set(Aggregation) or (figure and policy is not HitPolicy.COLLECT):
            why = message("cách tổng hợp chỉ là SUM, MIN, MAX, COUNT và chỉ đi với COLLECT")
            self._wrong(_id(drawn), "aggregation", why)
            return policy, Aggregation.NONE
        return policy, Aggregation(figure)

    def _input(self, element: etree._Element) -> Input | None:
        asked = self._one(element, "inputExpression")
        name = text_of(self._one(asked, "text"))
        kind = self._kind(element, asked)
        if not expressions.NAME.fullmatch(name) or name == "outcome":
            self._wrong(_id(element), "inputExpression", _EXPRESSION)
            return None
        if kind is None:
            return None
        fact = Fact(name, kind, attribute(element, "label"))
        allowed = text_of(self._one(self._one(element, "inputValues"), "text"))
        return Input(fact, self._tests(_id(element), allowed, kind))

    def _output(self, element: etree._Element) -> Output | None:
        name, kind = attribute(element, "name"), self._kind(element, element)
        if not expressions.NAME.fullmatch(name) or name == "outcome":
            why = message("tên cột kết quả phải là chữ không dấu, chữ số, gạch dưới")
            self._wrong(_id(element), "output", why)
            return None
        if kind is None:
            return None
        listed = text_of(self._one(self._one(element, "outputValues"), "text"))
        order = self._tests(_id(element), listed, kind)
        if any(test.low != test.high or test.outside for test in order):
            why = message("danh sách kết quả chỉ gồm các giá trị")
            self._wrong(_id(element), "outputValues", why)
        default = self._one(self._one(element, "defaultOutputEntry"), "text")
        return Output(
            Fact(name, kind, attribute(element, "label")),
            tuple(test.low for test in order),
            self._value(_id(element), text_of(default), kind),
        )

    def _rule(
        self, element: etree._Element, inputs: list[Input], outputs: list[Output]
    ) -> Rule | None:
        asked, said = self._all(element, "inputEntry"), self._all(element, "outputEntry")
        if (len(asked), len(said)) != (len(inputs), len(outputs)):
            self._wrong(_id(element), "rule", message("dòng không đủ ô"))
            return None
        for entry in (*asked, *said):
            language = attribute(entry, "expressionLanguage").lower()
            if language and "feel" not in language:
                why = message("ô viết bằng ngôn ngữ khác FEEL")
                self._wrong(_id(entry), "expressionLanguage", why)
        return Rule(
            _id(element),
            tuple(
                self._tests(_id(entry), text_of(self._one(entry, "text")), column.fact.kind)
                for entry, column in zip(asked, inputs, strict=True)
            ),
            tuple(
                self._value(_id(entry), text_of(self._one(entry, "text")), column.fact.kind)
                for entry, column in zip(said, outputs, strict=True)
            ),
        )

    def _columns(self, drawn: etree._Element, inputs: list[Input], outputs: list[Output]) -> None:
        facts = [one.fact for one in inputs] + [one.fact for one in outputs]
        names = Counter(fact.name for fact in facts)
        for name in sorted(name for name, times in names.items() if times > 1):
            self._wrong(name, "input", message("hai cột trùng tên"))
        for side in ("input", "output"):
            if not self._all(drawn, side):
                self._wrong(_id(drawn), side, message("bảng thiếu cột điều kiện hoặc cột kết quả"))

    def _fits(self, key: str, table: Table) -> None:
        """Add what the hit policy asks of the columns and they do not have."""
        if table.aggregation is not Aggregation.NONE:
            if len(table.outputs) != 1:
                why = message("tổng hợp chỉ chạy với một cột kết quả")
                self._wrong(key, "aggregation", why)
            elif table.aggregation is Aggregation.SUM and (
                table.outputs[0].fact.kind is not FactKind.NUMBER
            ):
                self._wrong(key, "aggregation", message("chỉ cộng được cột số"))
            elif table.outputs[0].fact.kind in {FactKind.TEXT, FactKind.YES_NO} and (
                table.aggregation is not Aggregation.COUNT
            ):
                self._wrong(key, "aggregation", message("chỉ số và ngày mới so sánh lớn, nhỏ được"))
        if table.policy not in {HitPolicy.PRIORITY, HitPolicy.OUTPUT_ORDER}:
            return
        for place, output in enumerate(table.outputs):
            unlisted = {rule.says[place] for rule in table.rules} - set(output.order)
            if unlisted:
                why = message("cách chọn này cần danh sách kết quả theo thứ tự ưu tiên, đủ giá trị")
                self._wrong(output.fact.name, "outputValues", why)

    def _kind(self, element: etree._Element, typed: etree._Element | None) -> FactKind | None:
        said = attribute(typed, "typeRef").rpartition(":")[2] if typed is not None else ""
        kind = _KINDS.get(said)
        if kind is None:
            why = message("kiểu của cột phải là number, string, boolean hoặc date")
            self._wrong(_id(element), "typeRef", why)
        return kind

    def _tests(self, key: str, said: str, kind: FactKind) -> tuple[unary.Test, ...]:
        try:
            return unary.parse(said, kind)
        except WrongTestError as wrong:
            self._wrong(key, "inputEntry", wrong.why)
            return ()

    def _value(self, key: str, said: str, kind: FactKind) -> Value:
        try:
            return unary.literal(said, kind)
        except WrongTestError as wrong:
            self._wrong(key, "outputEntry", wrong.why)
            return None

    def _wrong(self, element: str, what: str, why: Message) -> None:
        self.problems.append(Unsupported(element, what, why))

    def _children(self, element: etree._Element) -> Iterator[etree._Element]:
        """Yield children of the standard's own namespace."""
        yield from element.iterchildren(f"{{{self._namespace}}}*")

    def _all(self, element: etree._Element, name: str) -> list[etree._Element]:
        return list(element.iterfind(f"{{{self._namespace}}}{name}"))

    def _one(self, element: etree._Element | None, name: str) -> etree._Element | None:
        return None if element is None else element.find(f"{{{self._namespace}}}{name}")


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _id(element: etree._Element) -> str:
    return attribute(element, "id") or _name(element)
