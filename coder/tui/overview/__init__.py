"""The overview table: its cells, why they are as they are, and what analysts lay over them."""
