"""Practice over time: drills, their reminders, progress and advice, from what the store holds."""
