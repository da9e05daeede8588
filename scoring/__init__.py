"""Grading: ids and numbers in, a scorecard out. Imports nothing of the simulator's."""
