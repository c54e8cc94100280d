"""Facts that answer: matched with the question, chosen, and sure enough or not."""
