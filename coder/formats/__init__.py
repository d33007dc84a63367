"""Files and what they hold: one module per format, pure functions between bytes and values.

``transcripts`` lists the formats of transcripts; ``codings_csv`` and ``attributes_csv`` read tables; ``places``
finds the quoted words of a table in a transcript.
"""
