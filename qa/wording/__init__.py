"""What a person reads: sentences, citations, warnings, refusals, a language model that phrases."""
