"""The offices that a document names, with their duties and people."""
