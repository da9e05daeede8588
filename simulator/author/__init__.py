"""Tools for those who write scenarios: translations, the key, and what is checked beyond shape."""
