"""Organisations in memory and in the database."""
