"""From codings to cells: pure functions, exact fractions, no clock, no randomness, no files.

The order of the modules is the way of the data: ``evidence`` (which codings count), ``profiles`` (what one interview
says), ``values`` and ``levels`` (what a case says, by kind of row), ``cells`` (the door to both), ``checks`` and
``robustness`` (what stands beside a cell), ``table`` (the overview).
"""
