"""What formats read becomes what a study holds: documents with typed attributes, codings with resolved places. Pure."""
