"""Stations' dealings with what is neither database nor rule: files and trees of points."""
