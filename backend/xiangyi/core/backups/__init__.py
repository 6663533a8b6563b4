"""A whole database in one file, which either engine writes and either takes in.

A backup is a ZIP: `tables/NAME.jsonl` has a table's rows, one JSON array in a line with the
cells in the order of the columns; `manifest.json` says which migrations made those tables, their
columns, how many rows each has and the SHA-256 of its lines. Bytes are base64, times RFC 3339.
"""
