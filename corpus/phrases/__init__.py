"""What each figure of a bullet or paragraph is about: its labels, its period, its pair."""
