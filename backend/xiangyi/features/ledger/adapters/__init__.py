"""What the ledger reaches: the hashes of its tree, the files beside the database."""
