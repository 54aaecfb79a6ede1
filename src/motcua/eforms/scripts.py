"""Proposes rules in JSON Logic for the programs that imported forms carry; runs none of them.

Only what has one meaning is taken over: comparing, joining, arithmetic, `?:`, answers by `data.`
and `row.`, assigned once to the name that Form.io reads. For everything else there is none.

Source: Form.io, “Form Logic & Conditions”: `show`, `value` and `valid` are what a program sets.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

from motcua.eforms.errors import Unsupported

_SETS: Final = {
    "customConditional": "show",
    "calculateValue": "value",
    "customDefaultValue": "value",
    "custom": "valid",
}
"""By the property that holds a program, the name that it sets."""

_LONGEST: Final = 4_000
_OPERATORS: Final = {
    "===": "===", "!==": "!==", "==": "==", "!=": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">=",
    "&&": "and", "||": "or", "+": "+", "-": "-", "*": "*", "/": "/",
}  # fmt: skip
_CONSTANTS: Final = {"true": True, "false": False, "null": None, "undefined": None}


class _NoEquivalentError(ValueError):
    """The program does something that has no rule."""


def proposed(item: Unsupported) -> Mapping[str, Any] | None:
    """Return the rule that says the same as a refused program, or None.

    The keys that it asks for are those of the program; whether the form has them is found when the
    rule is put in its place.
    """
    name = _SETS.get(item.path.rpartition(".")[2])
    if name is None or not item.script or len(item.script) > _LONGEST:
        return None
    try:
        found = _rule(_assigned(item.script, name))
    except _NoEquivalentError:
        return None
    return found if isinstance(found, dict) else None


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_javascript.language()))


def _assigned(script: str, name: str) -> Node:
    """Return what a program of one statement assigns to the name."""
    root = _parser().parse(script.encode()).root_node
    statements = [node for node in root.named_children if node.type != "comment"]
    if root.has_error or len(statements) != 1 or statements[0].type != "expression_statement":
        raise _NoEquivalentError
    assignment = statements[0].named_children[0]
    target = assignment.child_by_field_name("left")
    value = assignment.child_by_field_name("right")
    is_one = assignment.type == "assignment_expression" and target is not None
    if not is_one or value is None or target is None or _text(target) != name:
        raise _NoEquivalentError
    if name == "valid" and value.type == "ternary_expression":
        return _condition_of_message(value)
    return value


def _condition_of_message(value: Node) -> Node:
    """Return the condition of `condition ? true : "message"`; the message goes where ours does."""
    outcome = value.child_by_field_name("consequence")
    condition = value.child_by_field_name("condition")
    if outcome is None or condition is None or outcome.type != "true":
        raise _NoEquivalentError
    return condition


def _rule(node: Node) -> Any:
    write = _WRITE.get(node.type)
    if write is None:
        raise _NoEquivalentError
    return write(node)


def _inside(node: Node) -> Any:
    return _rule(node.named_children[0])


def _binary(node: Node) -> Any:
    sign = _part(node, "operator")
    if _text(sign) not in _OPERATORS:
        raise _NoEquivalentError
    left, right = _part(node, "left"), _part(node, "right")
    if _text(sign) == "+" and "string" in {left.type, right.type}:
        # It joins texts, which no rule of ours does.
        raise _NoEquivalentError
    return {_OPERATORS[_text(sign)]: [_rule(left), _rule(right)]}


def _unary(node: Node) -> Any:
    sign, value = _text(_part(node, "operator")), _rule(_part(node, "argument"))
    if sign not in {"!", "-"}:
        raise _NoEquivalentError
    if sign == "!" and isinstance(value, dict) and value.keys() == {"!"}:
        return {"!!": value["!"]}
    return {sign: [value]} if sign == "-" else {sign: value}


def _ternary(node: Node) -> Any:
    return {
        "if": [_rule(_part(node, name)) for name in ("condition", "consequence", "alternative")]
    }


def _member(node: Node) -> Any:
    """Return the answer that `data.a.b`, `row.a` or `data["a"]` stands for."""
    path = _path(node)
    # How long a text or list is: of the language, not of an answer.
    if path.partition(".")[0] not in {"data", "row"} or path.endswith(".length"):
        raise _NoEquivalentError
    return {"var": path}


def _path(node: Node) -> str:
    match node.type:
        case "identifier" | "property_identifier":
            return _text(node)
        case "member_expression":
            if _text(node).replace(" ", "").find("?.") >= 0:
                raise _NoEquivalentError
            return f"{_path(_part(node, 'object'))}.{_path(_part(node, 'property'))}"
        case "subscript_expression" if _part(node, "index").type == "string":
            return f"{_path(_part(node, 'object'))}.{_string(_part(node, 'index'))}"
    raise _NoEquivalentError


def _name(node: Node) -> Any:
    if _text(node) == "input":
        return {"var": "input"}
    raise _NoEquivalentError


def _constant(node: Node) -> Any:
    return _CONSTANTS[node.type]


def _number(node: Node) -> Any:
    """Return a whole number; a fraction as the quotient that it exactly is."""
    whole, _point, decimals = _text(node).partition(".")
    if not whole.isdecimal() or not (decimals or "0").isdecimal():
        raise _NoEquivalentError
    digits = int(whole + decimals)
    return {"/": [digits, 10 ** len(decimals)]} if decimals else digits


def _string(node: Node) -> str:
    parts = node.named_children
    if any(part.type != "string_fragment" for part in parts):
        raise _NoEquivalentError
    return "".join(map(_text, parts))


def _part(node: Node, name: str) -> Node:
    found = node.child_by_field_name(name)
    if found is None:
        raise _NoEquivalentError
    return found


def _text(node: Node) -> str:
    return (node.text or b"").decode()


_WRITE: Final[dict[str, Callable[[Node], Any]]] = {
    "parenthesized_expression": _inside,
    "binary_expression": _binary,
    "unary_expression": _unary,
    "ternary_expression": _ternary,
    "member_expression": _member,
    "subscript_expression": _member,
    "identifier": _name,
    "number": _number,
    "string": _string,
    **dict.fromkeys(_CONSTANTS, _constant),
}
