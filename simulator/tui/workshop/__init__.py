"""The faces of a workshop that are Textual: console, projector, seat, hands, and the way in."""
