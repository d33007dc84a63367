"""Having suggestions made, and deciding on them."""
