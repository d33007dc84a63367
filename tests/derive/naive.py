"""A second derivation, written from the method's section 2 alone: plain dictionaries, no thought of speed.

A row is ``{"kind", "values": [{"id", "label", "absent", "qualifier"}], "order", "joiner", "qualifier_joiner",
"render", "range", "dual"}`` or, by level, ``{"kind", "levels": [(id, mark, anchor)]}``. A coding is ``{"doc",
"interview", "home", "about", "start", "end", "coder", "row", "value", "weight", "tense", "speech", "accepted",
"active", "migrated"}``; whatever is left out counts as the plain case. ``value`` is None on level rows and for what
waits after a split.

It is the oracle of the property tests, so it shares no code with ``coder.derive``. Where the method leaves room it
takes what ARCHITECTURE.md says under "Decisions where the method leaves room".
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, product
from typing import Any

Dict = dict[str, Any]
DEFAULTS: Dict = {
    "third": Fraction(1, 3),
    "voice_full_at": 2,
    "cap": True,
    "explicit_in": 1,
    "or_interviews": 2,
    "aggregate": "median",
    "min_interviews": 2,
    "coders": "reconciled_else_mean",
    "collapse": "overlap",
    "about_outside": "include",
}
LEVEL_KINDS = ("rating", "presence")


# ---------------------------------------------------------------- 2.1: which codings count


def sign(weight: int) -> int:
    """-1, 0 or 1."""
    return (weight > 0) - (weight < 0)


def evidence(codings: list[Dict], params: Dict, turns: dict[str, list[tuple[int, int]]] | None = None) -> list[Dict]:
    """The codings that are evidence, each with its ``case``; ``turns``: spans by document, for ``collapse: turn``."""
    counted = []
    for coding in codings:
        case = coding.get("about") or coding.get("home")
        if not coding.get("active", True) or not coding.get("accepted", True) or not coding.get("speech", True):
            continue
        if coding.get("tense", "present") != "present":
            continue
        if params["about_outside"] == "exclude" and case != coding.get("home"):
            continue
        start, end = coding["start"], coding["end"]
        if params["collapse"] == "turn":
            touched = [turn for turn in (turns or {})[coding["doc"]] if turn[0] < end and start < turn[1]]
            start = min([start] + [turn[0] for turn in touched])
            end = max([end] + [turn[1] for turn in touched])
        counted.append({**coding, "case": case, "_from": start, "_to": end})
    heaps: list[list[Dict]] = []  # of doubles: each overlaps another of its heap
    for coding in counted:
        mine = [coding]
        others = []
        for heap in heaps:
            if any(_doubles(coding, other) for other in heap):
                mine = heap + mine
            else:
                others.append(heap)
        heaps = [*others, mine]
    # of equally strong doubles the method names none: the earliest, then the first by id
    return [min(heap, key=lambda coding: (-abs(coding["weight"]), coding["_from"], coding["id"])) for heap in heaps]


def _doubles(one: Dict, two: Dict) -> bool:
    same = all(one.get(key) == two.get(key) for key in ("doc", "coder", "row", "value", "case", "interview"))
    return (
        same and sign(one["weight"]) == sign(two["weight"]) and one["_from"] < two["_to"] and two["_from"] < one["_to"]
    )


# ---------------------------------------------------------------- 2.3: what one interview says


def median(numbers: list[Fraction]) -> Fraction:
    """The middle one, or the mean of the middle two."""
    ordered = sorted(numbers)
    half = len(ordered) // 2
    return Fraction(ordered[half]) if len(ordered) % 2 else Fraction(ordered[half - 1] + ordered[half]) / 2


def mean(numbers: list[Fraction]) -> Fraction:
    """Their sum over their number."""
    return Fraction(sum(numbers)) / len(numbers)


def voices(row: Dict, codings: list[Dict], coded_by: dict[str, set[str]], params: Dict) -> dict[str, Dict]:
    """What each interview says about one row and case. ``coded_by``: who marked or coded each interview at all."""
    found: dict[str, Dict] = {}
    for interview in sorted({coding["interview"] for coding in codings}):
        of_it = [coding for coding in codings if coding["interview"] == interview]
        coders = set(coded_by.get(interview, set())) | {coding["coder"] for coding in of_it}
        if params["coders"] == "reconciled_else_mean":
            if "reconciled" in coders:
                coders = {"reconciled"}
        elif params["coders"] != "mean":
            coders &= {params["coders"]}
        of_it = [coding for coding in of_it if coding["coder"] in coders]
        if not of_it:
            continue
        if row["kind"] in LEVEL_KINDS:
            centre = median if params["aggregate"] == "median" else mean
            given = {}
            for coder in sorted(coders):
                levels_given = [Fraction(coding["weight"]) for coding in of_it if coding["coder"] == coder]
                if levels_given:
                    given[coder] = centre(levels_given)
            levels = list(given.values())
            found[interview] = {
                "level": centre(levels),
                "coders_differ": len(given) < len(coders) or max(levels) - min(levels) >= 1,
            }
            continue
        own: dict[str, dict[str, int]] = {}
        for coder in sorted(coders):
            own[coder] = {}
            for value in [one["id"] for one in row["values"]]:
                weights = [c["weight"] for c in of_it if c["coder"] == coder and c["value"] == value]
                net = max(0, sum(w for w in weights if w > 0) - sum(-w for w in weights if w < 0))
                if net:
                    own[coder][value] = net
        net_i = {}
        for value in [one["id"] for one in row["values"]]:
            whole = sum(nets.get(value, 0) for nets in own.values())
            if whole:
                net_i[value] = Fraction(whole, len(coders))
        found[interview] = {
            "net": net_i,
            "own": own,
            "explicit": {c["value"] for c in of_it if c["weight"] == 2 and not c.get("migrated")} & set(net_i),
            "denied": {c["value"] for c in of_it if c["weight"] < 0 and c["value"]},
            "waits": any(c["value"] is None for c in of_it),
        }
    return found


# ---------------------------------------------------------------- 2.4, 2.5: from profiles to a cell


def nothing(state: str, **more: Any) -> Dict:
    """A cell without a value."""
    cell = {"state": state, "text": "", "printed": "", "values": [], "relation": "single", "flags": set()}
    return {**cell, "n": 0, "k": 0, "dissent": (0, 0), "p": {}, "m": None, "second": None, "dissenting": [], **more}


def cell_of(row: Dict, said: dict[str, Dict], params: Dict) -> Dict:
    """The cell of a row from what its interviews say."""
    if not said:
        return nothing("empty")
    return level_cell(row, said, params) if row["kind"] in LEVEL_KINDS else value_cell(row, said, params)


def nearest(levels: list[tuple[str, str, int]], score: Fraction) -> tuple[tuple[str, str, int], bool]:
    """The level nearest to a score, of two equally near the one nearer to zero; and whether there were two."""
    distance = min(abs(score - level[2]) for level in levels)
    near = [level for level in levels if abs(score - level[2]) == distance]
    return min(near, key=lambda level: abs(level[2])), len(near) > 1


def level_cell(row: Dict, said: dict[str, Dict], params: Dict) -> Dict:
    """Ratings and presence."""
    given = {interview: one["level"] for interview, one in said.items()}
    middle = median(list(given.values())) if params["aggregate"] == "median" else mean(list(given.values()))
    level, between = nearest(row["levels"], middle)
    against = sorted(interview for interview, s in given.items() if abs(s - level[2]) >= 2)
    n = len(given)
    held = [nearest(row["levels"], s)[0] for s in given.values()]
    order = sorted(anchor for _, _, anchor in row["levels"])
    weighty = [anchor for anchor in order if Fraction(sum(one[2] == anchor for one in held), n) >= params["third"]]
    flags = set()
    if n - len(against) < params["min_interviews"]:
        flags.add("thin")
    if Fraction(len(against), n) >= params["third"]:
        flags.add("contested")
    places = [order.index(anchor) for anchor in weighty]
    if any(right - left >= 2 for left, right in pairwise(places)):  # a gap, as in ordinal rows
        flags.add("divided")
    if between:
        flags.add("borderline")
    if any(one["coders_differ"] for one in said.values()):
        flags.add("coders")
    return {
        "state": "value",
        "text": level[1],
        "printed": level[1],
        "values": [level[0]],
        "relation": "level",
        "flags": flags,
        "n": n,
        "k": n - len(against),
        "dissent": (len(against), n),
        "dissenting": against,
        "p": {},
        "m": middle,
        "second": None,
    }


def value_cell(row: Dict, said: dict[str, Dict], params: Dict) -> Dict:
    """One, set, ordinal, list."""
    third, full = params["third"], params["voice_full_at"]
    rivals = [value["id"] for value in row["values"] if not value.get("qualifier")]
    absent = {value["id"] for value in row["values"] if value.get("absent")}
    net = {i: {v: x for v, x in one["net"].items() if v in rivals} for i, one in said.items()}
    total = {i: sum(nets.values()) for i, nets in net.items()}
    heard = [i for i in said if total[i] > 0]
    denials = len([i for i in said if said[i]["denied"]])
    touched = [i for i in said if said[i]["net"] or said[i]["denied"] or said[i]["waits"]]
    if not any(said[i]["net"] or said[i]["denied"] for i in said):
        return nothing("empty", dissent=(0, len(touched)))  # all of it waits to be coded again
    qualifying = {value["id"] for value in row["values"] if value.get("qualifier")}
    carriers = [i for i in said if set(said[i]["net"]) & qualifying]
    added = []
    for value in [one["id"] for one in row["values"] if one.get("qualifier")]:
        parts = [Fraction(one["net"].get(value, 0)) / full for one in said.values() if value in one["net"]]
        carried = sum(min(Fraction(1), part) if params["cap"] else part for part in parts)
        if parts and Fraction(carried) / (len(heard) or len(carriers)) >= third:
            added.append(value)
    if not heard and not added:
        return nothing("refuted", denials=denials, dissent=(0, len(touched)))
    if not heard:
        text = row.get("joiner", ", ").join(value["label"] for value in row["values"] if value["id"] in added)
        supporters = [i for i in said if set(said[i]["net"]) & set(added)]
        few = {"thin"} if len(supporters) < params["min_interviews"] else set()
        plain = {"text": text, "printed": text, "values": added, "flags": few, "k": len(supporters)}
        return nothing("value", denials=denials, dissent=(0, len(touched)), **plain)
    voice = {i: Fraction(total[i]) / full for i in heard}
    if params["cap"]:
        voice = {i: min(Fraction(1), a) for i, a in voice.items()}
    e = {v: sum((voice[i] * net[i].get(v, 0) / total[i] for i in heard), Fraction(0)) for v in rivals}
    all_voices = sum(voice.values())
    p = {v: e[v] / all_voices for v in rivals}
    k = {v: len([i for i in heard if net[i].get(v, 0) > 0]) for v in rivals}
    explicit = {v: len([i for i in heard if v in said[i]["explicit"]]) for v in rivals}
    denied = {v: len([i for i in said if v in said[i]["denied"]]) for v in rivals}

    def rank(v: str) -> tuple[Any, ...]:
        return e[v], k[v], explicit[v] > 0, -denied[v]

    best = max(rank(v) for v in rivals)
    tops = [v for v in rivals if rank(v) == best]
    top = tops[0]
    flags = set()
    second = None
    relation = "single"
    if row["kind"] == "one":
        chosen = tops
        if len(tops) > 1:
            flags.add("tie")
            relation = "divided"
        rest = sorted((v for v in rivals if v not in tops and p[v] >= third), key=rank, reverse=True)
        second = rest[0] if rest else None
    else:
        if row["kind"] == "list":
            share = {}
            for v in rivals:
                parts = [Fraction(net[i].get(v, 0)) / full for i in heard]
                share[v] = sum(min(Fraction(1), part) if params["cap"] else part for part in parts) / len(heard)
            chosen = [v for v in rivals if share[v] >= third] or [top]
        else:
            chosen = [
                v
                for v in rivals
                if v == top
                or (p[v] >= third and (explicit[v] >= params["explicit_in"] or k[v] >= params["or_interviews"]))
            ]
        if set(chosen) & absent and len(chosen) > 1:
            alone = top in absent and top in chosen
            chosen = [top] if alone else [v for v in chosen if v not in absent] or chosen[:1]
        if any(v not in chosen for v in tops):
            flags.add("tie")
        if len(chosen) > 1:
            touching = [i for i in heard if any(net[i].get(v, 0) for v in chosen)]
            shares = []
            for i in touching:
                own = said[i]["own"]
                both = [c for c in own if len([v for v in chosen if own[c].get(v, 0) > 0]) >= 2]
                shares.append(Fraction(len(both), len(own)))
            together = mean(shares) >= third
            if row["kind"] == "list":
                relation = "list"
            elif row["kind"] == "ordinal" and _gapless(row["order"], chosen):
                relation = "range"
            elif together:
                relation = "dual" if row["kind"] == "ordinal" else "and"
            else:
                relation = "divided"
                flags.add("divided")
    against = []
    for i in touched:
        most = max(net[i].values(), default=0)
        mine = [v for v in net[i] if net[i][v] == most]
        if (mine and not set(mine) & set(chosen)) or set(said[i]["denied"]) & set(chosen):
            against.append(i)
    supporters = [i for i in said if any(said[i]["net"].get(v, 0) for v in [*chosen, *added])]
    if len(supporters) < params["min_interviews"]:
        flags.add("thin")
    if Fraction(len(against), len(touched)) >= third:
        flags.add("contested")
    for one in said.values():
        best_of = []
        for nets in one["own"].values():
            mine_ = {v: x for v, x in nets.items() if v in rivals}
            if mine_:
                best_of.append({v for v in mine_ if mine_[v] == max(mine_.values())})
        if any(tops_ != best_of[0] for tops_ in best_of):
            flags.add("coders")
    text, printed = words(row, chosen, relation, added, e)
    return {
        "state": "value",
        "text": text,
        "printed": printed,
        "values": [*chosen, *added],
        "relation": relation,
        "flags": flags,
        "n": len(heard),
        "k": len(supporters),
        "dissent": (len(against), len(touched)),
        "dissenting": sorted(against),
        "p": {v: x for v, x in p.items() if x},
        "m": None,
        "second": second,
        "denials": denials,
    }


def _gapless(order: list[str], chosen: list[str]) -> bool:
    if any(v not in order for v in chosen):
        return False
    places = sorted(order.index(v) for v in chosen)
    return places == list(range(places[0], places[0] + len(places)))


def words(row: Dict, chosen: list[str], relation: str, added: list[str], e: dict[str, Fraction]) -> tuple[str, str]:
    """The plain text of a cell and its form in print."""
    label = {value["id"]: value["label"] for value in row["values"]}
    render = row.get("render", "{}")
    names = [label[v] for v in chosen]
    if relation == "range":
        ends = sorted(chosen, key=row["order"].index)
        low_high = [v for v in label if v in (ends[0], ends[-1])]  # codebook order
        lead, other = sorted(low_high, key=lambda v: -e[v])
        text = f"{label[lead]} to {label[other]}"
        own = row.get("range")
        printed = own.format(lead=label[lead], other=label[other]) if own else render.format(text)
    elif relation == "dual":
        text = " & ".join(names)
        own = row.get("dual") if len(names) == 2 else None
        printed = own.format(a=names[0], b=names[1]) if own else render.format(text)
    elif relation == "divided":
        text = " | ".join(names)
        printed = " | ".join(render.format(name) for name in names)
    else:
        text = row.get("joiner", ", ").join(names)
        printed = render.format(text)
    tail = row.get("joiner", ", ").join(label[v] for v in added)
    if tail:
        text += row.get("qualifier_joiner", "; ") + tail
        printed += row.get("qualifier_joiner", "; ") + tail
    return text, printed


# ---------------------------------------------------------------- 2.6: beside a cell


def check_factor(scale: list[tuple[str, str, int]], own: Dict, listed: list[tuple[Dict, dict[str, Fraction]]]) -> Any:
    """``listed``: the cell of each row to check from, and its scores. None, or (level id, score, steps apart)."""
    scores = []
    for cell, score_of in listed:
        parts = [score_of[v] for v in cell["values"] if v in score_of] if cell["state"] == "value" else []
        if parts:
            scores.append(mean(parts))
    if not scores or 2 * len(scores) < len(listed):
        return None
    score = mean(scores)
    level, _ = nearest(scale, score)
    order = [one[0] for one in sorted(scale, key=lambda one: one[2])]
    apart = abs(order.index(level[0]) - order.index(own["values"][0])) if own["state"] == "value" else 0
    return level[1], score, apart


def holds(condition: Dict, cells: dict[str, Dict]) -> bool | None:
    """Whether a condition holds: yes, no, or unknown (None)."""
    if "row" not in condition:
        (op, parts), *_ = condition.items()
        answers = [holds(part, cells) for part in parts]
        if op == "not":
            return None if answers[0] is None else not answers[0]
        decided = op == "any"  # the answer that settles it at once
        if decided in answers:
            return decided
        return None if None in answers else not decided
    cell = cells.get(condition["row"])
    if cell is None or cell["state"] != "value":
        return None
    chosen = set(cell["values"])
    if "is" in condition:
        return bool(chosen & set(condition["is"]))
    if "equals" in condition:
        return chosen == set(condition["equals"])
    if "has" in condition:
        return chosen >= set(condition["has"])
    return not chosen & set(condition["lacks"])


def expect(rules: list[tuple[str, Dict]], blank: str, own: Dict, cells: dict[str, Dict]) -> tuple[Any, Any]:
    """The level id that the rules expect and whether the cell has it; None where there is no answer."""
    mark: str | None = blank
    for expected, when in rules:
        answer = holds(when, cells)
        if answer is not False:
            mark = expected if answer else None
            break
    if mark is None or own["state"] != "value":
        return mark, None
    return mark, own["values"] == [mark]


# ---------------------------------------------------------------- 2.8: robustness


def leave_one_out(row: Dict, said: dict[str, Dict], params: Dict) -> tuple[Fraction | None, list[str]]:
    """The share of interviews that can be left out without the cell reading otherwise, and the others.

    A blank mark has no text either: that it is a value tells it from nothing.
    """
    if not said:
        return None, []
    whole = cell_of(row, said, params)
    pivotal = []
    for left_out in said:
        rest = cell_of(row, {i: one for i, one in said.items() if i != left_out}, params)
        if (rest["state"] == "value", rest["text"]) != (whole["state"] == "value", whole["text"]):
            pivotal.append(left_out)
    return Fraction(len(said) - len(pivotal), len(said)), sorted(pivotal)


def specifications(params: Dict) -> list[Dict]:
    """The 24 ways to specify the derivation."""
    every = product(
        (True, False), (Fraction(1, 4), Fraction(1, 3), Fraction(1, 2)), ("median", "mean"), ("overlap", "turn")
    )
    return [{**params, "cap": cap, "third": t, "aggregate": how, "collapse": which} for cap, t, how, which in every]


def cell_from_codings(row: Dict, codings: list[Dict], coded_by: Any, params: Dict, turns: Any = None) -> Dict:
    """All of it: codings of one row and case in, cell out."""
    return cell_of(row, voices(row, evidence(codings, params, turns), coded_by, params), params)


def same_in_specifications(row: Dict, codings: list[Dict], coded_by: Any, params: Dict, turns: Any) -> Fraction:
    """The share of the 24 specifications that give the text of the cell."""
    text = cell_from_codings(row, codings, coded_by, params, turns)["text"]
    others = [cell_from_codings(row, codings, coded_by, one, turns)["text"] for one in specifications(params)]
    return Fraction(sum(other == text for other in others), len(others))


def robust(cell: Dict, interviews: int, loio: Fraction | None, specification: Fraction) -> bool:
    """Whether a cell may be called robust; ``interviews`` that can be left out."""
    if cell["state"] != "value" or cell["flags"] & {"thin", "contested"} or loio is None:
        return False
    return loio >= 1 - Fraction(1, interviews) and specification >= Fraction(9, 10)
