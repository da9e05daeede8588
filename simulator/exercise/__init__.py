"""The pure engine: what was asked, what happened, and the state that follows. No clock, no dice, no files."""
