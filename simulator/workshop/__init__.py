"""Exercises that one facilitator runs with a room: rules, memory, and the host that runs them."""
