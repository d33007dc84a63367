"""Which stripes a reader has on the screen: by code or group, by coder, suggestions or not, others' or not (pure)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coder.tui.codes.stripes import Kind, Stripe

EVERYTHING = "-"  # the option that ends the filter; codes and coders are prefixed, so none is called that
ONLY_SUGGESTIONS = "suggestions:only"
NO_SUGGESTIONS = "suggestions:none"


@dataclass(frozen=True, slots=True)
class Showing:
    """``code`` also stands for what is below it; "" is any. ``suggestions``: True only these, False none of them.

    ``blind`` hides whatever other coders did; it is no filter but a way of working and outlives the filter.
    """

    code: str = ""
    coder: str = ""
    suggestions: bool | None = None
    blind: bool = False

    @property
    def filtered(self) -> bool:
        """Whether something is chosen, being blind aside."""
        return bool(self.code or self.coder) or self.suggestions is not None

    def passes(self, stripe: Stripe) -> bool:
        """Whether a stripe is shown."""
        if stripe.kind is Kind.SUGGESTED:
            if self.coder or self.suggestions is False:
                return False
        elif self.suggestions or (self.blind and stripe.kind is Kind.OTHER):
            return False
        if self.coder and stripe.coder != self.coder:
            return False
        return not self.code or stripe.code == self.code or stripe.code.startswith(self.code + ".")

    def chosen(self, option: str) -> Showing:
        """The filter after an option of the list is taken: it is added, or taken off when it was on already.

        One code and one coder at a time; suggestions have no coder, so only one of the two can be asked for.
        """
        kind, _, target = option.partition(":")
        if kind == "code":
            return replace(self, code="" if self.code == target else target)
        if kind == "coder":
            suggestions = None if self.suggestions else self.suggestions
            return replace(self, coder="" if self.coder == target else target, suggestions=suggestions)
        if option == ONLY_SUGGESTIONS:
            return replace(self, coder="", suggestions=None if self.suggestions else True)
        if option == NO_SUGGESTIONS:
            return replace(self, suggestions=None if self.suggestions is False else False)
        return Showing(blind=self.blind)

    def blinded(self, coder: str) -> Showing:
        """Blind if it was not, else not; a filter by another coder cannot stay."""
        return replace(self, blind=not self.blind, coder=self.coder if self.coder == coder else "")
