"""How far coders agree: Krippendorff's alpha, raw agreement, and what they disagree about. Pure."""
