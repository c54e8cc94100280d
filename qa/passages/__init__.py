"""Answers in the document's own words: passages, lists, causes, duties of offices."""
