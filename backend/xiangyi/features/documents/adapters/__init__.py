"""How documents reach paper."""
