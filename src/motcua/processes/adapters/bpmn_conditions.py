"""What is wrong with the facts, decisions and conditions of a BPMN file."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree

from motcua.kernel.messages import Message, message
from motcua.processes import expressions
from motcua.processes.adapters.bpmn_file import DECIDES, BpmnFile, condition, identifier, ours
from motcua.processes.adapters.xml_files import attribute
from motcua.processes.types import FactKind, Unsupported

_KEY: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def problems(file: BpmnFile, decided: dict[str, dict[str, FactKind]]) -> Iterator[Unsupported]:
    """Yield what is wrong; `decided` is what the published decisions find, by their keys."""
    yield from _facts(file)
    kinds = {attribute(fact, "name"): attribute(fact, "type") for fact in file.declared}
    known = {name: FactKind(said) for name, said in kinds.items() if said in set(FactKind)}
    for task in file.of_kind("businessRuleTask"):
        yield from _decision(task, file, decided)
        known |= decided.get(ours(task, "decision"), {})
    for gateway in file.of_kind("exclusiveGateway"):
        yield from _choice(gateway, file, known)


def _facts(file: BpmnFile) -> Iterator[Unsupported]:
    names = Counter(attribute(fact, "name") for fact in file.declared)
    for fact in file.declared:
        name = attribute(fact, "name")
        if not expressions.NAME.fullmatch(name) or name == "outcome" or names[name] > 1:
            yield Unsupported(
                name or "-", "fact", message("tên dữ kiện không hợp lệ hoặc bị trùng")
            )
        if attribute(fact, "type") not in set(FactKind):
            why = message("loại dữ kiện phải là number, text, boolean hoặc date")
            yield Unsupported(name or "-", "fact", why)


def _decision(
    task: etree._Element, file: BpmnFile, decided: dict[str, dict[str, FactKind]]
) -> Iterator[Unsupported]:
    key = ours(task, "decision")
    if not _KEY.fullmatch(key):
        why = message("thiếu mã bảng quyết định (motcua:decision)")
        yield Unsupported(identifier(task), "decision", why)
    elif key not in decided:
        why = message("bảng quyết định này chưa được công bố hoặc trả về nhiều dòng")
        yield Unsupported(identifier(task), "decision", why)
    else:
        declared = {attribute(fact, "name") for fact in file.declared}
        if declared & decided[key].keys():
            why = message("bảng quyết định trả về dữ kiện trùng tên dữ kiện đã khai báo")
            yield Unsupported(identifier(task), "decision", why)


def _choice(
    gateway: etree._Element, file: BpmnFile, known: dict[str, FactKind]
) -> Iterator[Unsupported]:
    """Yield what is wrong with the branches of a gateway: all on the outcome, or all on facts."""
    branches = file.out_of(gateway)
    if len(branches) == 1:
        if condition(branches[0]) is not None:
            why = message("luồng duy nhất ra khỏi cổng không cần điều kiện")
            yield Unsupported(identifier(branches[0]), "condition", why)
    elif file.asks_outcome(gateway):
        yield from _on_outcome(gateway, branches, file)
    else:
        yield from _on_facts(gateway, branches, known)


def _on_outcome(
    gateway: etree._Element, branches: list[etree._Element], file: BpmnFile
) -> Iterator[Unsupported]:
    if not file.follows_tasks(gateway):
        why = message("điều kiện outcome chỉ đặt ngay sau việc")
        yield Unsupported(identifier(gateway), "condition", why)
    values: set[str] = set()
    for branch in branches:
        said = condition(branch)
        found = DECIDES.fullmatch(said or "")
        if said is None:
            why = message("nhánh không có điều kiện")
        elif found is None:
            why = message('điều kiện phải có dạng outcome == "…"')
        elif found["value"] in values:
            why = message("hai nhánh có cùng một kết quả")
        else:
            values.add(found["value"])
            continue
        yield Unsupported(identifier(branch), "condition", why)


def _on_facts(
    gateway: etree._Element, branches: list[etree._Element], known: dict[str, FactKind]
) -> Iterator[Unsupported]:
    default = attribute(gateway, "default")
    if default not in {identifier(branch) for branch in branches}:
        needs = message("cổng rẽ nhánh theo dữ kiện cần một nhánh mặc định (default)")
        yield Unsupported(identifier(gateway), "default", needs)
    for branch in branches:
        said, is_default = condition(branch), identifier(branch) == default
        why: Message | None = None
        if is_default and said is not None:
            why = message("nhánh mặc định không cần điều kiện")
        elif not is_default:
            why = _wrong(said, known)
        if why is not None:
            yield Unsupported(identifier(branch), "condition", why)


def _wrong(said: str | None, known: dict[str, FactKind]) -> Message | None:
    """Return what is wrong with a condition on facts; None: nothing."""
    if said is None:
        return message("nhánh không có điều kiện")
    try:
        expressions.check(expressions.parse(said), known)
    except expressions.WrongExpressionError as wrong:
        return wrong.why
    return None
