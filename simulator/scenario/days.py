"""How long a day is. Apart from the model, so that saying an hour does not load all of it."""

MINUTES_A_DAY = 24 * 60
MINUTES_A_WEEK = 7 * MINUTES_A_DAY
