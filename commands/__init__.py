"""The longer commands of `cli.py`: conversations, files of questions, keys; and the Korean of their help."""
