"""Compacts and charters: what a meeting gave its place to live by (Art 3).

A *compact* (公约) or *charter* (规约) comes of one item of one meeting's sealed record. It has
*versions*, each in numbered *articles*: a convener drafts one, a second person publishes it, and
from its day on it is in force and the one before is read as history, article by article beside
what took its place.

What always holds: who publishes is not who wrote it. What was published stays as it is. An
article keeps its id from version to version, so that a difference is one of words, not of places.
"""
