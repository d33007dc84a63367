"""Codes, codings and suggestions as a researcher sees them: words, signs, stripes, and which code is meant."""
