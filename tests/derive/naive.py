"""A second, naive derivation of one cell, written from the method alone: plain dictionaries, no cleverness.

It is the oracle of the property tests, so it must not share code with ``coder.derive``.
"""

from __future__ import annotations

from fractions import Fraction
from statistics import median
from typing import Any

THIRD = Fraction(1, 3)


def naive_cell(row: dict[str, Any], codings: list[dict[str, Any]], coders_of: dict[str, set[str]]) -> dict[str, Any]:
    """The cell of a row: kind, values (codebook order), labels, order, absent, qualifiers, joiners, levels."""
    if row["kind"] in ("rating", "presence"):
        return _level_cell(row, codings, coders_of)
    return _value_cell(row, codings, coders_of)


def _value_cell(row: dict[str, Any], codings: list[dict[str, Any]], coders_of: dict[str, set[str]]) -> dict[str, Any]:
    interviews = sorted({c["interview"] for c in codings})
    net: dict[str, dict[str, Fraction]] = {}
    own: dict[tuple[str, str], dict[str, int]] = {}
    denied: dict[str, set[str]] = {}
    explicit: dict[str, set[str]] = {}
    for i in interviews:
        here = [c for c in codings if c["interview"] == i]
        coders = coders_of[i] | {c["coder"] for c in here}
        denied[i] = {c["value"] for c in here if c["weight"] < 0}
        explicit[i] = {c["value"] for c in here if c["weight"] >= 2}
        net[i] = {}
        for v in {c["value"] for c in here}:
            total = Fraction(0)
            for k in coders:
                plus = sum(c["weight"] for c in here if c["coder"] == k and c["value"] == v and c["weight"] > 0)
                minus = sum(-c["weight"] for c in here if c["coder"] == k and c["value"] == v and c["weight"] < 0)
                own.setdefault((i, k), {})[v] = max(0, plus - minus)
                total += max(0, plus - minus)
            net[i][v] = total / len(coders)
    rivals = [v for v in row["values"] if v not in row["qualifiers"]]
    strength = {i: sum((net[i].get(v, Fraction(0)) for v in rivals), Fraction(0)) for i in interviews}
    voices = {i: min(Fraction(1), strength[i] / 2) for i in interviews}
    speaking = [i for i in interviews if strength[i] > 0]
    n = len(speaking)
    if not interviews:
        return {"state": "empty", "text": "", "flags": []}
    qualified = [i for i in interviews if any(net[i].get(q, 0) > 0 for q in row["qualifiers"])]
    shown_qualifiers = []
    for q in row["qualifiers"]:
        base = n or len(qualified)
        if base and sum(min(Fraction(1), net[i].get(q, Fraction(0)) / 2) for i in interviews) / base >= THIRD:
            shown_qualifiers.append(q)
    if n == 0 and not shown_qualifiers:
        return {"state": "refuted", "text": "", "flags": []}
    score: dict[str, Fraction] = {}
    for v in rivals:
        shares = [net[i].get(v, Fraction(0)) / Fraction(strength[i]) for i in speaking]
        score[v] = sum((voices[i] * share for i, share in zip(speaking, shares, strict=True)), Fraction(0))
    total = sum(voices.values(), Fraction(0))
    p = {v: score[v] / total for v in rivals if score[v] > 0}
    k_of = {v: sum(1 for i in interviews if net[i].get(v, 0) > 0) for v in rivals}
    explicit_in = {v: sum(1 for i in interviews if v in explicit[i]) for v in rivals}
    denials = {v: sum(1 for i in interviews if v in denied[i]) for v in rivals}
    found = [v for v in rivals if v in p]
    flags: set[str] = set()
    relation = "single"
    second = None
    chosen: list[str] = []
    joiner = " | "
    text = ""
    if found:
        best = max((score[v], k_of[v], explicit_in[v] > 0, -denials[v]) for v in found)
        tops = [v for v in found if (score[v], k_of[v], explicit_in[v] > 0, -denials[v]) == best]
        if row["kind"] == "one":
            chosen = tops
            if len(tops) > 1:
                flags.add("tie")
                relation = "divided"
            else:
                others = [v for v in found if v not in tops]
                others.sort(key=lambda v: (-score[v], -k_of[v], explicit_in[v] == 0, denials[v], rivals.index(v)))
                if others and p[others[0]] >= THIRD:
                    second = others[0]
        elif row["kind"] == "list":
            share = {v: sum(min(Fraction(1), net[i].get(v, Fraction(0)) / 2) for i in interviews) / n for v in found}
            chosen = [v for v in found if share[v] >= THIRD] or tops[:1]
            joiner = row["all"]
        else:
            chosen = [v for v in found if v == tops[0] or (p[v] >= THIRD and (explicit_in[v] >= 1 or k_of[v] >= 2))]
        if row["kind"] != "one":
            present = [] if tops[0] in row["absent"] else [v for v in chosen if v not in row["absent"]]
            chosen = present or [tops[0]]
            if any(v not in chosen for v in tops):
                flags.add("tie")
            if row["kind"] == "list" and len(chosen) > 1:
                relation = "list"
        if row["kind"] in ("set", "ordinal") and len(chosen) > 1:
            touching = [i for i in interviews if any(net[i].get(v, 0) > 0 for v in chosen)]
            held = []
            for i in touching:
                coders = coders_of[i] | {c["coder"] for c in codings if c["interview"] == i}
                both = [k for k in coders if sum(1 for v in chosen if own.get((i, k), {}).get(v, 0) > 0) >= 2]
                held.append(Fraction(len(both), len(coders)))
            together = sum(held, Fraction(0)) / len(held) >= THIRD
            places = sorted(row["order"].index(v) for v in chosen if v in row["order"]) if row["order"] else []
            gapless = len(places) == len(chosen) and places[-1] - places[0] == len(places) - 1
            if row["kind"] == "ordinal" and gapless:
                relation = "range"
                low, high = row["order"][places[0]], row["order"][places[-1]]
                ends = sorted([low, high], key=lambda v: (-score[v], rivals.index(v)))
                text = f"{row['labels'][ends[0]]} to {row['labels'][ends[1]]}"
            elif together:
                relation = "dual" if row["kind"] == "ordinal" else "and"
                joiner = " & " if row["kind"] == "ordinal" else row["all"]
            else:
                relation = "divided"
                flags.add("divided")
                joiner = " | "
        text = text or joiner.join(row["labels"][v] for v in chosen)
    if shown_qualifiers:
        tail = row["all"].join(row["labels"][q] for q in shown_qualifiers)
        text = f"{text}{row['qualifier']}{tail}" if text else tail
    addressed = [i for i in interviews if strength[i] > 0 or denied[i] or i in qualified]
    dissenters = []
    for i in addressed:
        tops_i: set[str] = set()
        if strength[i] > 0:
            highest = max(net[i].get(v, Fraction(0)) for v in rivals)
            tops_i = {v for v in rivals if net[i].get(v, Fraction(0)) == highest}
        if (tops_i and not tops_i & set(chosen)) or denied[i] & set(chosen):
            dissenters.append(i)
    support = [i for i in interviews if any(net[i].get(v, 0) > 0 for v in [*chosen, *shown_qualifiers])]
    if addressed and Fraction(len(dissenters), len(addressed)) >= THIRD:
        flags.add("contested")
    if len(support) < 2:
        flags.add("thin")
    for i in interviews:
        tops_k = set()
        for k in coders_of[i] | {c["coder"] for c in codings if c["interview"] == i}:
            mine = {v: w for v, w in own.get((i, k), {}).items() if v in rivals and w > 0}
            if mine:
                tops_k.add(frozenset(v for v in mine if mine[v] == max(mine.values())))
        if len(tops_k) > 1:
            flags.add("coders")
    return {
        "state": "value",
        "text": text,
        "values": [*chosen, *shown_qualifiers],
        "relation": relation,
        "flags": sorted(flags),
        "n": n,
        "k": len(support),
        "dissent": [len(dissenters), len(addressed)],
        "p": p,
        "second": second,
    }


def _level_cell(row: dict[str, Any], codings: list[dict[str, Any]], coders_of: dict[str, set[str]]) -> dict[str, Any]:
    interviews = sorted({c["interview"] for c in codings})
    if not interviews:
        return {"state": "empty", "text": "", "flags": []}
    flags: set[str] = set()
    s: dict[str, Fraction] = {}
    for i in interviews:
        here = [c for c in codings if c["interview"] == i]
        levels = {
            k: Fraction(median([Fraction(c["weight"]) for c in here if c["coder"] == k]))
            for k in {c["coder"] for c in here}
        }
        s[i] = Fraction(median(levels.values()))
        if max(levels.values()) - min(levels.values()) >= 1 or coders_of[i] - set(levels):
            flags.add("coders")
    m = Fraction(median(s.values()))

    def nearest(x: Fraction) -> tuple[str, int]:
        levels: list[tuple[str, int]] = row["levels"]
        return min(levels, key=lambda level: (abs(x - level[1]), abs(level[1])))

    mark, anchor = nearest(m)
    if sum(1 for _, a in row["levels"] if abs(m - a) == abs(m - anchor)) > 1:
        flags.add("borderline")
    dissenters = [i for i in interviews if abs(s[i] - anchor) >= 2]
    n = len(interviews)
    if Fraction(len(dissenters), n) >= THIRD:
        flags.add("contested")
    if n - len(dissenters) < 2:
        flags.add("thin")
    ladder = sorted(a for _, a in row["levels"])
    camps: dict[int, int] = {}
    for i in interviews:
        camps[nearest(s[i])[1]] = camps.get(nearest(s[i])[1], 0) + 1
    strong = sorted(ladder.index(a) for a, count in camps.items() if Fraction(count, n) >= THIRD)
    if strong and any(b - a >= 2 for a in strong for b in strong):
        between = [x for x in range(strong[0], strong[-1] + 1) if x not in strong]
        if between:
            flags.add("divided")
    return {
        "state": "value",
        "text": mark,
        "values": [mark],
        "relation": "level",
        "flags": sorted(flags),
        "n": n,
        "k": n - len(dissenters),
        "dissent": [len(dissenters), n],
        "m": m,
        "p": {},
        "second": None,
    }
