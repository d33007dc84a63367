"""Training data out, and predictions that were made with it in."""
