"""Screens: they ask the study, give widgets what to show, and do what the keys say."""
