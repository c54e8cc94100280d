"""How the default embedder is trained and measured."""
