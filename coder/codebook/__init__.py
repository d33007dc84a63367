"""Codebooks as text: read and check, resolve old codings through the history, add a code, compare."""
