"""What people and programs are shown: an answer as lines, JSON shapes, plain and drawn output, a page."""
