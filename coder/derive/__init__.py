"""From codings to cells: pure functions, exact fractions, seeded draws, no clock, no files.

The order of the modules is the way of the data: ``evidence`` (which codings count), ``profiles`` (what one interview
says), ``values`` and ``levels`` (what a case says, by kind of row), ``cells`` (the door to both), ``checks`` and
``robustness`` (what stands beside a cell), ``table`` and ``robust_table`` (the overview), ``readings`` (what single
interviews say) with the reports over all interviews: ``saturation``, ``negative``, ``coverage``, ``grid``.
"""
