"""The web page's files: no build step, nothing from another host."""
