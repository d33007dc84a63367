"""A codebook of a single row of any kind, for tests that need no more."""

from __future__ import annotations

from coder.model.codebook import Code, Codebook, CodeKind, Join, Level, Row, RowKind, Scale

VALUES = ("top", "upper", "lower", "bottom", "none", "mild")
RATING = Scale("rating", tuple(Level(f"l{a}", mark, a) for mark, a in (("++", 2), ("+", 1), ("O", 0), ("-", -1))), ())


def book(kind: RowKind) -> Codebook:
    """A codebook with the row "r": "none" is absence, "mild" a qualifier."""
    level = kind.by_level
    row_code = Code(
        "r", CodeKind.LEVEL if level else CodeKind.ROW, None, {"en": "R"}, scale="rating" if level else None
    )
    values = (
        ()
        if level
        else tuple(
            Code(
                f"r.{value}",
                CodeKind.VALUE,
                "r",
                {"en": value.upper()},
                absent=value == "none",
                qualifier=value == "mild",
            )
            for value in VALUES
        )
    )
    row = Row("r", "r", kind, "", order=("bottom", "lower", "upper", "top"), join=Join(all=" and "))
    return Codebook(
        id="b",
        version="1.0.0",
        languages=("en",),
        default_language="en",
        title={},
        case_attribute="case",
        cases=(),
        attributes=(),
        scales=(RATING,),
        codes=(row_code, *values),
        rows=(row,),
        tables=(),
        residual=False,
    )
