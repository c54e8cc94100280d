"""Answers about audits: what became of a request, and how many there are."""
