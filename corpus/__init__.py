"""A file becomes a Document: outline, tables, facts, audit items, relations, chunks."""
