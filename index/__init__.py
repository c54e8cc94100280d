"""Kiwi analysis, BM25, vectors, the store on disk and hybrid search."""
