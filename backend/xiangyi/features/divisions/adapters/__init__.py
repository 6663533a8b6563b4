"""The tree in the database, in words that both engines understand."""
