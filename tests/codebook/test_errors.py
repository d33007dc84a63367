"""Each way to break the sample gives its line, what is wrong and the repair."""

import pytest

from coder.codebook.read import check, read
from tests.codebook.sample import SAMPLE, changed, line_of

RISK_LOW = "- {id: economy.risk.low"
BASE_ROW = "- {id: base, code"
RISK_ROW = "- {id: risk, code"
MOVE = "- {version: 1.1.0"
LEVEL_LINE = '- {id: zero, mark: ""'

# what to replace, by what, what to say (at the line of the replaced passage)
BROKEN = [
    # the file
    ("format: codebook/1", "format: codebook/2", "is of format 'codebook/2' (this program reads codebook/1)"),
    ("format: codebook/1\n", "", "the codebook has no format (add format: codebook/1)"),
    ("version: 2.0.0\nstatus", "version: 2.0\nstatus", "has the version '2.0' (three numbers such as 1.2.0)"),
    ("status: final", "statsu: final", "has an unknown key 'statsu' (did you mean 'status'?)"),
    ("status: final", "id: again", "the key 'id' stands twice (first on line 3) (keep one of them)"),
    ("status: final", "status: [final]", "status of the codebook is a list, not a text"),
    ("status: final", "? [a]\n: b", "a list or mapping stands as a key"),
    ("status: final", "status: !!python/object:os.system x", "the tag 'tag:yaml.org,2002:python/object:os.system' mea"),
    ("status: final", "status: *missing", "the alias *missing has no anchor before it"),
    ("status: final", 'status: "a\\eb"', "holds a control character (remove the escape)"),
    ("status: final", "status: final: x", "this is not valid YAML: mapping values are not allowed here (put texts tha"),
    ("languages: [en, zh]", "languages: []", "declares no language (languages: [en])"),
    ("languages: [en, zh]", "languages: [en, zh, english!]", "'english!' is no language tag"),
    ("default_language: en", "default_language: de", "has the default language 'de' (one of en, zh)"),
    ("title: {en: Two towns, zh: 两个镇}", "title: {en: Two towns, fr: Deux}", "in 'fr', which is not among"),
    ("title: {en: Two towns, zh: 两个镇}", 'title: {en: ""}', "title of the codebook in 'en' is empty"),
    ("title: {en: Two towns, zh: 两个镇}", "title: [a]", "title of the codebook is a list, not a text"),
    # cases, attributes, scales, derivation
    ("    - {id: south, label: Southtown", "    - {id: north, label: Southtown", "the case 'north' stands twice (firs"),
    ("    - {id: south, label: Southtown", "    - {id: south", "the case 'south' has no label"),
    ("- {id: sector, kind: choice", "- {id: sector, kind: chioce", "has the kind 'chioce' (did you mean 'choice'?)"),
    ("- {id: sector, kind: choice", "- {id: sector, kind: date", "has values although its kind is date"),
    ("- {id: town, kind: case", "- {id: region, kind: case", "is of kind case, but the case attribute is 'town'"),
    ("kind: case, required: true", "kind: case, required: yes", "has required: 'yes' (write true or false)"),
    (LEVEL_LINE + ", anchor: 0}", LEVEL_LINE + ", anchor: one}", "anchor of a level of the scale 'marks' 'one' is no"),
    ("2: {label: explicit", "3: {label: explicit", "has the weight 3 (strengths are 2, 1, -1 and -2)"),
    ("third: 1/4", "third: 1/0", "has third: '1/0' (a share such as 1/3 or 0.25)"),
    ("unit: interview", "unit: segment", "has the unit 'segment' (known: interview)"),
    ("- {id: G1, rule: Code what is said.}", "- {id: G1}", "a general rule has no rule"),
    # codes
    ("- id: idea\n", "- id: economy\n", "the code 'economy' stands twice (first on line"),
    ("- id: idea\n", "- id: an idea\n", "id of a code 'an idea' is no id"),
    ("- id: idea\n", "- id: economy._other\n", "ends with _other, which is built into every value row"),
    ("  label: An idea\n", "  lable: An idea\n", "has an unknown key 'lable' (did you mean 'label'?)"),
    ("definition: Little is staked., ", "", "the code 'economy.risk.low' has no definition"),
    ("scale: marks", "scale: mark", "names the unknown scale 'mark' (did you mean 'marks'?)"),
    ("      -1: {en: weak, zh: 弱}", "      -2: weak", "has anchors for -2, which is outside the scale 'marks'"),
    ('      1: {en: "It runs', '      2: {en: "It runs', "has examples for 2, which is outside the scale 'marks'"),
    ("    applies: value\n    label: Level of risk", "    applies: values\n    label: x", "has the applies 'values' ("),
    ("  - id: economy.partners\n    applies: value", "  - id: economy.partners\n    scale: marks", "has scale, which"),
    ("exclude: [luck]", "exclude: luck", "exclude of the code 'economy.risk.low' is a text, not a list"),
    ("cues: {en: [careful], zh: [谨慎]}", "cues: {de: [vorsichtig]}", "in 'de', which is not among the languages"),
    ("- {id: economy.risk.none, absent: true", "- {id: economy.risk.none, applies: level", "has applies, but below th"),
    # rows
    (BASE_ROW + ": economy.base", BASE_ROW + ": economy.bas", "reads the unknown code 'economy.bas' (did you mean"),
    ("kind: rating, group: economy", "kind: one, group: economy", "is of kind one, but its code 'economy.base' has no"),
    ("kind: set, group: economy", "kind: presence, group: economy", "has not applies: level"),
    ("kind: set, group: economy", "kind: set, group: econmy", "names the unknown group 'econmy' (did you mean 'econom"),
    ("kind: set, group: economy", "kind: sets, group: economy", "has the kind 'sets' (did you mean 'set'?)"),
    ("- {id: partners, code: economy.partners", "- {id: risk, code: economy.partners", "the row 'risk' stands twice"),
    ("- {id: partners, code: economy.partners", "- {id: partners, code: economy.risk", "code of a row 'economy.risk'"),
    ("order: [low, high]", "order: [low]", "leaves out of its order: high"),
    ("order: [low, high]", "order: [low, low, high]", "the value in order of the row 'risk' 'low' stands twice"),
    ("kind: ordinal, order: [low, high]", "kind: ordinal", "the row 'risk' has no order (list its values, lowest firs"),
    ("kind: ordinal, order", "kind: one, order", "has an order, which only ordinal rows have"),
    ('render: "{} risk"', 'render: "{0.__class__} risk"', "has render: '{0.__class__} risk' (a text with {} in it, on"),
    ('render: "{} risk"', 'render: "risk"', "(a text with {} in it, once each)"),
    ('range: "{lead} to {other}"', 'range: "{lead} to {"', "(a text with {lead} and {other} in it, once each)"),
    ("check_from_rows: [risk]", "check_from_rows: [risks]", "is checked from the unknown row 'risks' (did you mean 'r"),
    ("[{mark: plus", "[{mark: pluss", "names the unknown mark 'pluss' (did you mean 'plus'?)"),
    ("{row: risk, has: [low]}", "{row: risks, has: [low]}", "names the unknown row 'risks'"),
    ("{row: risk, has: [low]}", "{row: risk, has: [lo]}", "names the unknown value 'lo' of 'risk' (did you mean 'low'"),
    ("{row: risk, has: [low]}", "{row: base, has: [low]}", "tests the level row 'base' with has (test it with is)"),
    ("{row: risk, has: [low]}", "{row: base, is: [minus]}", "names the unknown mark 'minus' of 'base'"),
    ("{row: risk, has: [low]}", "{row: risk, has: [low], lacks: [high]}", "needs a row and one test"),
    ("{row: risk, has: [low]}", "{any: [], not: {row: risk, has: [low]}}", "mixes any and not"),
    ("{row: risk, has: [low]}", "{any: []}", "has nothing under any"),
    # tables and factor checks
    ("risk: {low: 2, high: -1/2}", "risks: {low: 2, high: -1/2}", "the factor check of 'risks' names no row"),
    ("risk: {low: 2, high: -1/2}", "risk: {lw: 2, high: -1/2}", "names the unknown value 'lw' (did you mean 'low'?)"),
    ("risk: {low: 2, high: -1/2}", "risk: {low: two, high: 1}", "has no number for 'low'"),
    ("rows: [base, partners, risk]", "rows: [base, risk, rsk]", "the table 'tab1' names the unknown row 'rsk' (did yo"),
    ("columns: town", "columns: region", "has the columns 'region', but the case attribute is 'town' (columns: town)"),
    # own parameters, cells that rules were fitted to, interview guide
    ("derivation: {third: 1/2", "derivation: {third: 2", "has third: '2' (a share such as 1/3 or 0.25)"),
    ("derivation: {third: 1/2", "derivation: {unit: interview", "of the row 'risk' has an unknown key 'unit'"),
    ("derivation: {third: 1/2", "derivation: {collapse: turns", "has the collapse 'turns' (did you mean 'turn'?)"),
    ("derivation: {third: 1/2", "derivation: {min_interviews: 0", "has min_interviews: 0 (at least 1)"),
    ("or_interviews: 4", "or_interviews: some", "'some' is no whole number"),
    ("fitted_to: [north]", "fitted_to: [nort]", "the row 'base' is fitted to the unknown case 'nort' (did you mean 'n"),
    ("fitted_to: [north]", "fitted_to: [north, north]", "case of fitted_to of the row 'base' 'north' stands twice"),
    ("block: First block,", "block: First block, fitted_to: [north],", "has fitted_to, but no expect that could be"),
    ("rows: [partners, base]", "rows: [partner, base]", "the question 'q1' names the unknown row 'partner' (did you m"),
    ("rows: [partners, base]", "rows: [base, base]", "the row of the question 'q1' 'base' stands twice"),
    ("{id: q2, text: What could go wrong?", "{id: q1, text: What could go wrong?", "the question 'q1' stands twice"),
    ("text: What could go wrong?, rows: risk", "rows: risk", "the question 'q2' has no text (add text: and how"),
    ("text: What could go wrong?, rows: risk", "text: What could go wrong?", "the question 'q2' has no rows (list"),
    ("text: {en: Who does what with whom?,", "text: {fr: Qui fait quoi ?,", "in 'fr', which is not among"),
    # history
    (MOVE + ", date: 2026-02-01", MOVE + ", date: 2026-02-30", "has the date '2026-02-30' (a day such as 2026-11-22)"),
    ("op: move", "op: moves", "has the op 'moves' (did you mean 'move'?)"),
    (", rationale: It is about the economy.", "", "has no rationale (say why; the history is the audit trail"),
    (", note: First version.", "", "has no rationale"),
    ("op: move, id: risk, to: economy.risk", "op: move, id: risk, to: economy.rsk", "leads to the unknown code 'econo"),
    ("op: move, id: risk, to: economy.risk", "op: move, id: risk", "has 0 codes under to (to: one id)"),
    ("op: move, id: risk, to: economy.risk", "op: split, id: risk, to: [idea]", "has 1 codes under to (to: at least t"),
    ("op: move, id: risk, to: economy.risk", "op: rescale, id: economy.base", "has no map"),
    ("op: move, id: risk, to: economy.risk", "op: redefine, id: idea, to: x", "is a redefine with to"),
    ("op: move, id: risk, to: economy.risk", "op: move, ids: ['*'], to: idea", "has * among its ids"),
    ("- {version: 2.0.0", "- {version: 3.0.0", "is of version 3.0.0, but the codebook is of version 2.0.0"),
    ("- {version: 2.0.0", "- {version: 1.0.5", "is of version 1.0.5, but an entry before it is of 1.1.0"),
    ("to: economy.risk.high, rationale", "to: risk, rationale", "uses 'risk' again, which is gone since the move on l"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN, ids=[f"{row[2][:50]}" for row in BROKEN])
def test_broken(old: str, new: str, expected: str) -> None:
    errors, _ = check(changed(old, new), "towns.yaml")
    said = [str(problem) for problem in errors]
    assert any(expected in line for line in said), "\n".join(said)
    line = next(problem.line for problem in errors if expected in str(problem))
    if not expected.startswith(("the codebook has no format", "has nothing")):
        assert line_of(old) <= line <= line_of(old) + new.count("\n") + 1


@pytest.mark.parametrize(
    ("op", "repair"),
    [
        ("op: retire, id: idea", "add retired: true, or give the new code another id"),
        ("op: move, id: idea, to: economy.risk.low", "choose another id"),
        ("op: merge, ids: [idea], to: economy.risk.low", "choose another id"),
        ("op: split, id: idea, to: [economy.risk.low, economy.risk.high]", "choose another id"),
    ],
)
def test_an_id_that_is_gone_is_not_used_again(op: str, repair: str) -> None:
    text = SAMPLE + f"- {{version: 2.0.0, date: 2026-02-03, author: MK, {op}, rationale: r}}\n"
    (problem,) = check(text, "x")[0]
    assert problem.line == line_of("- id: idea")
    word = op.split(",")[0].removeprefix("op: ")
    assert problem.what == f"the code 'idea' reuses an id that is gone since the {word} on line {text.count(chr(10))}"
    assert problem.repair == repair


def test_below_a_code_that_moved_away_no_id_is_used_again() -> None:
    text = changed("- id: idea\n", "- id: risk.low\n")
    (problem,) = check(text, "x")[0]
    assert "the code 'risk.low' reuses an id that is gone since the move" in problem.what


def test_a_code_may_move_back() -> None:
    there = "- {version: 2.0.0, date: 2026-02-03, author: MK, op: move, id: idea, to: notion, rationale: r}\n"
    back = "- {version: 2.0.0, date: 2026-02-04, author: MK, op: move, id: notion, to: idea, rationale: r}\n"
    assert check(SAMPLE + there + back, "x")[0] == []


def test_a_retired_code_stays_in_the_file_marked() -> None:
    entry = "- {version: 2.0.0, date: 2026-02-03, author: MK, op: retire, id: idea, rationale: never used}\n"
    marked = changed("  label: An idea", "  retired: true\n  label: An idea")
    assert check(marked + entry, "x") == ([], [])
    ((warning),) = check(marked, "x")[1]
    assert warning.what == "the code 'idea' is retired, but not by the history"


def test_what_stands_below_a_retired_code_is_retired_with_it() -> None:
    text = changed("    label: Partners\n", "    label: Partners\n    retired: true\n")
    text = text.replace("- {id: partners, code", "# {id: partners, code").replace("base, partners, risk", "base, risk")
    text = text.replace(", {not: {row: partners, equals: [local]}}", "")
    text = text.replace("rows: [partners, base]", "rows: [base]")
    entry = "- {version: 2.0.0, date: 2026-02-03, author: MK, op: retire, id: economy.partners, rationale: r}\n"
    codebook = read(text + entry, "x")
    assert not any(code.id.startswith("economy.partners") for code in codebook.codable())
    assert check(text + entry, "x")[1] == []


def test_a_row_cannot_read_a_retired_code() -> None:
    text = changed("    scale: marks", "    scale: marks\n    retired: true")
    assert any("reads the retired code 'economy.base'" in problem.what for problem in check(text, "x")[0])


def test_a_misspelt_kind_of_code_is_one_problem() -> None:
    assert len(check(changed("applies: level", "applies: levels"), "x")[0]) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1: the file is empty (start with format: codebook/1)"),
        ("# only a comment\n", "1: the file is empty (start with format: codebook/1)"),
        ("- a\n- b\n", "1: the file is no mapping of keys to values (start with format: codebook/1)"),
        ("just words", "1: the file is no mapping of keys to values (start with format: codebook/1)"),
        ("a: b\n---\nc: d\n", "2: a second YAML document starts here (one file holds one codebook)"),
        ("a: [1, 2\nb: c\n", "2: this is not valid YAML: while parsing a flow sequence that starts on line 1 expected"),
        ("a:\n\t- b\n", "2: this is not valid YAML: while scanning for the next token found character '\\t'"),
        ("a: b\nc: \x07\n", "2: the character U+0007 is not allowed in YAML (remove it)"),
        ('a: b\nc: "\\UFFFFFFFF"\n', "2: this is not valid YAML"),
    ],
)
def test_no_codebook_at_all(text: str, expected: str) -> None:
    errors, warnings = check(text, "x")
    assert str(errors[0]).startswith(expected)
    assert warnings == []
