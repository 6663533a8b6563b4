"""How notices are kept and carried."""
