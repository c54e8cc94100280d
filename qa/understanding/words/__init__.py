"""What staff say and what documents print for it, as data: words and patterns, a topic a module."""
