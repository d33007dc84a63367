"""Widgets: they receive values, paint them, and emit messages; none calls the study."""
