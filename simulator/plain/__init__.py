"""The text player: numbered prompts in reading order, for screen readers, pipes and scripts."""
