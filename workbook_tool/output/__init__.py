"""One module per form in which results are told."""
