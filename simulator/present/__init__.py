"""From state and debrief to pages: plain data, already in the reader's language."""
