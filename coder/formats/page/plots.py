"""Small pictures as inline SVG: rectangles, lines and marks that differ in shape, never in colour alone.

Colours come from the stylesheet through classes, so that they follow the theme; nothing carries a style of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import log1p

from markupsafe import Markup, escape

from coder.model.evaluation import Learned
from coder.model.saturation import Step

_UNIT, _GAP, _HIGH = 8, 2, 11  # one interview: width, distance to the next, height
_UNITS = 14  # more interviews than that share a bar


def units(supporting: int, speaking: int, dissenting: int, most: int) -> Markup:
    """A box for each interview that speaks to a cell: filled ones support it, crossed ones dissent.

    ``most`` interviews fill the width. It stands beside its figures, so screen readers pass it by.
    """
    if most > _UNITS:
        return _bar(supporting, speaking, dissenting, most)
    step = _UNIT + _GAP
    filled = "".join(f"M{step * one} 0h{_UNIT}v{_HIGH}h-{_UNIT}z" for one in range(min(supporting, speaking)))
    hollow = "".join(
        f"M{step * one + 0.5} .5h{_UNIT - 1}v{_HIGH - 1}h-{_UNIT - 1}z" for one in range(supporting, speaking)
    )
    crossed = "".join(
        f"M{step * one + 1} 1.5l{_UNIT - 2} {_HIGH - 3}m0 -{_HIGH - 3}l-{_UNIT - 2} {_HIGH - 3}"
        for one in range(speaking - dissenting, speaking)
    )
    over = "over" if dissenting > speaking - supporting else ""
    paths = _path("filled", filled) + _path("hollow", hollow) + _path(f"crossed {over}".strip(), crossed)
    return _silent(step * most - _GAP, _HIGH, paths)


def _bar(supporting: int, speaking: int, dissenting: int, most: int) -> Markup:
    """The same as one bar, for many interviews; those that dissent are underlined."""
    wide = (_UNIT + _GAP) * _UNITS - _GAP

    def length(number: int) -> str:
        return _number(wide * Fraction(number, most))

    inner = Markup('<path class="hollow" d="M.5 .5h{0}v10h-{0}z"/><path class="filled" d="M0 0h{1}v11h-{1}z"/>').format(
        length(speaking), length(min(supporting, speaking))
    )
    if dissenting:
        end, start = wide * Fraction(speaking, most), wide * Fraction(speaking - dissenting, most)
        inner += _path("under", f"M{_number(start)} 13.5H{_number(end)}")
    return _silent(wide + 1, _HIGH + 4, inner)


def share_bar(share: Fraction, line: Fraction) -> Markup:
    """A share of a whole as a bar, with a line to compare it with."""
    wide = 120
    inner = Markup('<path class="rail" d="M0 5.5h{}"/><path class="filled" d="M0 2h{}v7h-{}z"/>').format(
        wide, _number(wide * share), _number(wide * share)
    )
    return _silent(wide, _HIGH, inner + _path("limit", f"M{_number(wide * line)} 0v11"))


def dots(alpha: float | None, raw: float | None, lowest: float) -> Markup:
    """Two figures on one line from ``lowest`` to 1: a diamond and a ring, over the customary limits."""
    wide, middle = 200, 8

    def place(figure: float) -> str:
        return _number(6 + (wide - 12) * (figure - lowest) / (1 - lowest))

    inner = _path("rail", f"M6 {middle}H{wide - 6}")
    inner += _path("limit", "".join(f"M{place(limit)} 1v14" for limit in (2 / 3, 0.8)))
    if raw is not None:
        inner += Markup('<circle class="ring" cx="{}" cy="{}" r="4.5"/>').format(place(raw), middle)
    if alpha is not None:
        inner += _path("filled", f"M{place(alpha)} {middle - 5}l5 5l-5 5l-5 -5z")
    return _silent(wide, 2 * middle, inner)


def curve(steps: Sequence[Step], top: int, ids: str, title: str, said: str, axes: tuple[str, str], wide: int) -> Markup:
    """How much each further interview adds: a line with its points over the band of other orders.

    ``top`` is the highest value of the axis, which several curves may share; ``ids`` names title and description.
    """
    high = round(wide * 0.46)
    left, right, above, below = 40, 40, 26, 36
    inner_w, inner_h = wide - left - right, high - above - below
    last = max(1, len(steps))
    limit, every = _rounded(top)

    def x(number: int) -> float:
        return left + inner_w * number / last

    def y(value: float) -> float:
        return above + inner_h * (1 - value / limit)

    def line(values: Sequence[int]) -> str:
        return "M" + "L".join(f"{_number(x(n))} {_number(y(value))}" for n, value in enumerate((0, *values)))

    parts = [
        Markup('<title id="{0}-t">{1}</title><desc id="{0}-d">{2}</desc>').format(ids, title, said),
        _path("grid", "".join(f"M{left} {_number(y(value))}h{inner_w}" for value in range(0, limit + 1, every))),
    ]
    for value in range(0, limit + 1, every):
        parts.append(_text(left - 6, y(value) + 4, str(value), "end"))
    step = max(1, -(-last // 8))
    for number in range(step, last + 1, step):
        parts.append(_text(x(number), high - below + 16, str(number), "middle"))
    parts.append(_text(left + inner_w / 2, high - 3, axes[0], "middle"))
    parts.append(_text(0, 11, axes[1], "start"))
    lower = [(n, step_.low) for n, step_ in enumerate(steps, 1)]
    back = "".join(f"L{_number(x(n))} {_number(y(value))}" for n, value in reversed([(0, 0), *lower]))
    parts.append(_path("band", line([one.high for one in steps]) + back + "z"))
    parts.append(_path("median", line([one.middle for one in steps])))
    parts.append(_path("line", line([one.total for one in steps])))
    for n, one in enumerate(steps, 1):
        parts.append(
            Markup('<circle class="point" cx="{}" cy="{}" r="2.6"/>').format(_number(x(n)), _number(y(one.total)))
        )
    if steps:
        parts.append(_text(x(len(steps)) + 7, y(steps[-1].total) + 4, str(steps[-1].total), "start", "last"))
    return Markup(
        '<svg class="curve" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" '
        'aria-labelledby="{2}-t {2}-d">{3}</svg>'
    ).format(wide, high, ids, Markup("").join(parts))


def learning(
    points: Sequence[Learned], ids: str, title: str, said: str, names: tuple[str, str], axes: tuple[str, str], wide: int
) -> Markup:
    """What suggestions are worth after so many coded interviews: two figures from 0 to 1, filled and hollow points.

    Filled is F1, which says nothing before anything is coded; hollow how often a right code is among the five best.
    The distance of interviews shrinks as their number grows, since the first teach most.
    """
    high = round(wide * 0.46)
    left, right, above, below = 40, 120, 26, 36
    inner_w, inner_h = wide - left - right, high - above - below
    last = log1p(max((one.interviews for one in points), default=1) or 1)

    def x(interviews: int) -> float:
        return left + inner_w * log1p(interviews) / last

    def y(value: float) -> float:
        return above + inner_h * (1 - value)

    every = [Fraction(part, 5) for part in range(6)]
    parts = [
        Markup('<title id="{0}-t">{1}</title><desc id="{0}-d">{2}</desc>').format(ids, title, said),
        _path("grid", "".join(f"M{left} {_number(y(float(value)))}h{inner_w}" for value in every)),
    ]
    parts += [_text(left - 6, y(float(value)) + 4, _number(value), "end") for value in every]
    parts += [_text(x(one.interviews), high - below + 16, str(one.interviews), "middle") for one in points]
    parts.append(_text(left + inner_w / 2, high - 3, axes[0], "middle"))
    parts.append(_text(0, 11, axes[1], "start"))
    for name, figure, look in (("among_five", names[1], "median"), ("f1", names[0], "line")):
        known = [
            (x(one.interviews), y(value))
            for one in points
            if (value := one.mean(name)) is not None and (one.interviews or name != "f1")
        ]
        if not known:
            continue
        parts.append(_path(look, "M" + "L".join(f"{_number(across)} {_number(down)}" for across, down in known)))
        shape = "filled" if name == "f1" else "ring"
        radius = 3 if name == "f1" else 4
        for across, down in known:
            parts.append(
                Markup('<circle class="{}" cx="{}" cy="{}" r="{}"/>').format(
                    shape, _number(across), _number(down), radius
                )
            )
        parts.append(_text(known[-1][0] + 9, known[-1][1] + 4, figure, "start", "last"))
    return Markup(
        '<svg class="curve" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" '
        'aria-labelledby="{2}-t {2}-d">{3}</svg>'
    ).format(wide, high, ids, Markup("").join(parts))


def _rounded(top: int) -> tuple[int, int]:
    """The end of an axis that holds ``top``, and the distance of its lines: four at most five of them."""
    every = 1
    while top > 5 * every:
        for factor in (2, 5, 10):
            if top <= 5 * every * factor:
                return -(-top // (every * factor)) * every * factor, every * factor
        every *= 10
    return max(1, -(-top // every) * every), every


def _text(x: float, y: float, words: str, anchor: str, look: str = "label") -> Markup:
    if not words:
        return Markup("")
    return Markup('<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        look, _number(x), _number(y), anchor, words
    )


def _path(look: str, line: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(look, line) if line else Markup("")


def _silent(wide: float, high: float, inner: Markup) -> Markup:
    """A picture that says no more than the words beside it."""
    return Markup(
        '<svg class="small" viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true">{2}</svg>'
    ).format(_number(wide), _number(high), inner)


def _number(value: float | Fraction) -> str:
    """At most one digit after the point, the same on every machine."""
    text = f"{float(value):.1f}"
    return str(escape(text.removesuffix(".0")))
