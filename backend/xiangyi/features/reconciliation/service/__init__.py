"""What a statement consists of, who sees it, and what comes of a disputed line."""
