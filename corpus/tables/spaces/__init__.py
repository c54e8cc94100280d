"""Tables that text extraction has flattened to single spaces."""
