"""The one loop that every face calls: load, decide, append, evolve."""
