"""A workshop as pages: what a participant, the projector and the facilitator see."""
