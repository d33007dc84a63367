"""Reports to read, and tables written to files."""
