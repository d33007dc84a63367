"""The codebook: looking up codes, and changing them."""
