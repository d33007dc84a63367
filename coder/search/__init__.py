"""Search of transcripts: the language of queries, what they match, and what the index of the corpus holds. Pure."""
