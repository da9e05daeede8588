"""A workshop led in plain text: by whoever uses a screen reader, or by a script."""
