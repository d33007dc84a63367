"""Dialogs: modal screens that return a value and know nothing of the study."""
