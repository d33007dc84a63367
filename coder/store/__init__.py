"""The study file: schema, migrations, rows, queries and the journal; the only importer of sqlite_utils."""
