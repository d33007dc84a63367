"""The keys: one table of them, the researcher's own, and what a newcomer is told of them."""
