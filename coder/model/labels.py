"""Texts of a codebook in one language or several."""

from __future__ import annotations

from collections.abc import Mapping

Label = Mapping[str, str]  # language tag -> text; plain text stands under the codebook's default language
Text = str | Label  # a text that is the same in every language, or one by language
