"""The themes can be read: every colour for words stands out from everything it is drawn on."""

import pytest
from textual.color import Color
from textual.theme import Theme

from simulator import settings
from simulator.tui import themes

WORDS = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
GROUNDS = ("background", "surface", "panel")
LEAST = {"badbuzz-dark": 4.5, "badbuzz-light": 4.5, "badbuzz-contrast": 7.0}
"""WCAG 2.2: 4.5 to 1 for text (1.4.3), 7 to 1 for enhanced contrast (1.4.6)."""


def ratio(one: Color, other: Color) -> float:
    """The contrast of two colours as WCAG 2.2 defines it."""
    low, high = sorted(_luminance(colour) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Color) -> float:
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized
    ]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("theme", themes.ALL, ids=lambda theme: theme.name)
def test_words_stand_out_from_what_they_are_drawn_on(theme: Theme):
    colours = {name: getattr(theme, name) for name in WORDS} | theme.variables
    grounds = {name: Color.parse(getattr(theme, name)) for name in GROUNDS}
    faint = {
        (name, ground): round(found, 1)
        for name, colour in colours.items()
        for ground, behind in grounds.items()
        if (found := ratio(Color.parse(colour), behind)) < LEAST[theme.name]
    }
    assert faint == {}


def test_every_theme_of_the_settings_is_there():
    assert tuple(theme.name for theme in themes.ALL) == settings.THEMES
