"""Where exercises are kept. For now: one file of JSON lines an exercise."""
