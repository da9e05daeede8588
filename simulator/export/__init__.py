"""What leaves: many exercises as JSON, CSV, xAPI statements; a group's results without names."""
