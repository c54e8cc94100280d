"""Tables whose cells stand under each other in columns of spaces."""
