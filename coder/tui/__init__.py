"""The coding session: a terminal interface over the study.

Textual reads TEXTUAL_FPS once, when it is imported, and this package is imported before it. At its default of 60
frames a key pressed while a frame is pending waits for the next tick, which puts the 95th percentile of a cursor
move at 17 ms; at 120 it is 8 ms, and an idle screen costs nothing either way.
"""

import os

os.environ.setdefault("TEXTUAL_FPS", "120")
