"""Piccolo's two engines, with connections that are kept and always given back."""
