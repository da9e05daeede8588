"""The pure engine: what was asked, what happened, what is true now. No clock, no dice, no files."""
