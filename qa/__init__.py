"""A question becomes an answer with citations and checked figures."""
