"""What a question asks: its words, what they name, whose figures and which operation."""
