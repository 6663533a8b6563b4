"""What stations do: keeping facts, finding the nearest, publishing packs."""
