"""Rules that say which mark a row is expected to have: ``all``, ``any``, ``not`` over tests of other rows."""

from __future__ import annotations

from collections.abc import Mapping

from coder.codebook.fields import Fields, Reading, fields_of
from coder.codebook.problem import nearest, shown
from coder.codebook.tree import MappingNode, Node, ScalarNode
from coder.model.codebook import Condition, Expectation, Test

_RULE_KEYS = ("mark", "when")
_NODES = ("all", "any", "not")
_TESTS = tuple(Test)
_CONDITION_KEYS = (*_NODES, "row", *_TESTS)

Answers = Mapping[str, tuple[bool, tuple[str, ...]]]
"""By row id: whether it is a level row, and what it can answer (level ids or values)."""


def read_expectations(fields: Fields, row_id: str, answers: Answers) -> tuple[Expectation, ...]:
    """The rules of one row, checked against the rows, marks and values there are."""
    if fields.get("expect") is None:
        return ()
    by_level, marks = answers[row_id]
    if not by_level:
        fields.report("expect", "has expect, which only rating and presence rows have", "remove expect")
        return ()
    expectations = []
    for part in fields.each("expect", f"an expectation of {fields.what}", _RULE_KEYS):
        mark, when = part.text("mark"), part.get("when")
        if mark not in marks:
            part.report("mark", f"names the unknown mark {shown(mark)}", nearest(mark, marks))
        if when is None:
            part.missing("when", "add when: {row: …, is: […]}")
            continue
        condition = _condition(part.reading, when, f"a condition of {fields.what}", answers)
        if condition is not None:
            expectations.append(Expectation(mark, condition))
    return tuple(expectations)


def _condition(reading: Reading, node: Node, what: str, answers: Answers) -> Condition | None:
    """A leaf or a node of conditions; depth is bounded by the depth of the YAML tree."""
    fields = fields_of(reading, node, what, _CONDITION_KEYS)
    if fields is None:
        return None
    given = {key: found for key in _CONDITION_KEYS if (found := fields.get(key)) is not None}
    ops = [key for key in given if key in _NODES]
    if ops and len(given) > 1:
        fields.report(ops[0], f"mixes {' and '.join(given)}", "put each into its own {…} below all: or any:")
        return None
    if ops:
        return _branch(fields, ops[0], given[ops[0]], answers)
    tests = [key for key in given if key != "row"]
    if "row" in given and len(tests) == 1:
        return _leaf(fields, Test(tests[0]), given[tests[0]], answers)
    fields.report("", "needs a row and one test", "{row: …, is: […]}, or equals, has, lacks instead of is")
    return None


def _branch(fields: Fields, op: str, node: Node, answers: Answers) -> Condition:
    single = op == "not" and isinstance(node, MappingNode)
    nodes = (node,) if single else fields.items(op)
    parts = [_condition(fields.reading, part, fields.what, answers) for part in nodes]
    if not nodes:
        fields.report(op, f"has nothing under {op}", "list at least one condition")
    return Condition(op=op, parts=tuple(part for part in parts if part is not None))


def _leaf(fields: Fields, test: Test, node: Node, answers: Answers) -> Condition | None:
    row = fields.text("row")
    if row not in answers:
        fields.report("row", f"names the unknown row {shown(row)}", nearest(row, answers))
        return None
    by_level, known = answers[row]
    if by_level is not (test is Test.IS):
        repair = "test it with is" if by_level else "test it with equals, has or lacks"
        fields.report(test, f"tests the {'level' if by_level else 'value'} row {shown(row)} with {test}", repair)
        return None
    values = []
    for item in (node,) if isinstance(node, ScalarNode) else fields.items(test):
        value = fields.reading.text(item, f"an item of {fields.what}")
        if value not in known:
            thing = "mark" if by_level else "value"
            what = f"{fields.what} names the unknown {thing} {shown(value)} of {shown(row)}"
            fields.reading.report(item.line, what, nearest(value, known))
        values.append(value)
    if not values:
        fields.report(test, f"tests {shown(row)} against nothing", "list at least one value")
    return Condition(row=row, test=test, values=tuple(values))
