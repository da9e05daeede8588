"""Three themes: dark, light, and high contrast. Colour never says anything alone.

`muted` is for what may be read last: as legible as the rest (at least 4.5 to 1), only quieter.
"""

from textual.theme import Theme

from simulator.language import Language

DARK = Theme(
    name="badbuzz-dark", dark=True, primary="#f2a65a", secondary="#7fb7be", accent="#f2a65a",
    foreground="#e8e4dc", background="#14171c", surface="#1b1f26", panel="#242a33",
    success="#8fbf7f", warning="#f2c14e", error="#ff7a5c", variables={"muted": "#a9a9a4"},
)  # fmt: skip
LIGHT = Theme(
    name="badbuzz-light", dark=False, primary="#a3440c", secondary="#1d5c63", accent="#a3440c",
    foreground="#22262b", background="#f7f4ee", surface="#fffdf8", panel="#ece6da",
    success="#2f6b2f", warning="#7a4f00", error="#a11d1d", variables={"muted": "#595c60"},
)  # fmt: skip
CONTRAST = Theme(
    name="badbuzz-contrast", dark=True, primary="#ffff00", secondary="#00ffff", accent="#ffff00",
    foreground="#ffffff", background="#000000", surface="#000000", panel="#1a1a1a",
    success="#00ff00", warning="#ffff00", error="#ff8080", variables={"muted": "#e0e0e0"},
)  # fmt: skip
ALL = (DARK, LIGHT, CONTRAST)


def name(language: Language, theme: str) -> str:
    """Return what *theme* is called."""
    _ = language._
    names = {DARK.name: _("dark"), LIGHT.name: _("light"), CONTRAST.name: _("high contrast")}
    return names.get(theme, theme)
