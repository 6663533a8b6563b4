"""Revising: what somebody writes of a thing, kept as it was before and after each change.

What a thing is, what is written of it and the rows belong to the feature that keeps it; here is
how a change is numbered, noted and told to whoever made it, which is the same for all.
"""
