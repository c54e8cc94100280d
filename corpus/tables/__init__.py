"""Readers for the ways a table is written, and what its cells mean."""
