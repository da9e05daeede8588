"""Three themes: dark, light, and high contrast. Colour never says anything alone."""

from textual.theme import Theme

DARK = Theme(
    name="badbuzz-dark", dark=True, primary="#f2a65a", secondary="#7fb7be", accent="#f2a65a",
    foreground="#e8e4dc", background="#14171c", surface="#1b1f26", panel="#242a33",
    success="#8fbf7f", warning="#f2c14e", error="#e4572e",
)  # fmt: skip
LIGHT = Theme(
    name="badbuzz-light", dark=False, primary="#a3440c", secondary="#1d5c63", accent="#a3440c",
    foreground="#22262b", background="#f7f4ee", surface="#fffdf8", panel="#ece6da",
    success="#2f6b2f", warning="#8a5a00", error="#a11d1d",
)  # fmt: skip
CONTRAST = Theme(
    name="badbuzz-contrast", dark=True, primary="#ffff00", secondary="#00ffff", accent="#ffff00",
    foreground="#ffffff", background="#000000", surface="#000000", panel="#1a1a1a",
    success="#00ff00", warning="#ffff00", error="#ff6060",
)  # fmt: skip
ALL = (DARK, LIGHT, CONTRAST)
