"""Text on a terminal: its widths, its lines, where characters and words begin (pure)."""
