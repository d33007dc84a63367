"""Searching the corpus, and coding what was found."""
