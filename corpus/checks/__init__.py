"""Rules that find where a document contradicts itself, one kind of contradiction a module."""
