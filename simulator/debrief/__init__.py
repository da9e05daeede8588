"""One exercise looked back on: alone in knowing both the log and the scoring."""
