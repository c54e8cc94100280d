"""Conversations: follow-ups made whole, or answered from what was told before."""
