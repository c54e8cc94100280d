"""Tables whose cells stand one below the other, a line each."""
