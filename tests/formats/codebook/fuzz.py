"""Files with bytes changed, cut, doubled and swapped, as damaged and hostile ones are."""

from __future__ import annotations

import os

from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("CODER_FUZZ", "100"))


@st.composite
def mutated(draw: st.DrawFn, *files: bytes) -> bytes:
    """One of the files after up to six changes."""
    data = bytearray(draw(st.sampled_from(files)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        match draw(st.integers(0, 3)):
            case 0:
                data[start:end] = draw(st.binary(max_size=6))
            case 1:
                del data[start:end]
            case 2:
                data[start:start] = data[start:end]
            case _:
                other = draw(st.integers(0, len(data)))
                data[start:end] = data[other : other + 40]
    return bytes(data)
