"""A benchmark of wordings: questions with slots, filled from the facts of any store."""
