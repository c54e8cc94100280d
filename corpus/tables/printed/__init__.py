"""Tables as converters of PDF files print them: columns of spaces, merged and wrapped cells centred."""
