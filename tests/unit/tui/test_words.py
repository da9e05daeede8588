"""No word on a screen comes from anywhere but the catalog, the scenario or the reference books.

Every letter that may be shown is replaced by one of another alphabet; a Latin letter that is left
was written by nobody: a message that was not marked, or a sentence of Textual's own.
"""

import re
from typing import Any

import pytest
from textual.widgets import Input

from simulator import reference
from simulator.language import Language
from simulator.scenario.model import Texts
from simulator.tui.screens.catalog import NAME, SCREENS, WORDS
from simulator.tui.workshop import catalog as workshop
from tests.unit.tui.stage import Stage, drawn, press, retold, sample, settled, show

LATIN = "abcdefghijklmnopqrstuvwxyz"
OTHER = "авсдефгнијклмпочястишвхузя"
MAP = str.maketrans(LATIN + LATIN.upper(), OTHER + OTHER.upper())
TYPED = " ".join((*workshop.TYPED, workshop.NOTED, "http KQM TP ssh Tab"))
TOLD = re.compile(r"badbuzz [a-z]+( --?[a-z]+( [a-z.]+)?)*")
"""A command to type, which is the same in every language."""
GIVEN = {*workshop.NAMES, *re.findall(r"\w+", TYPED)}
"""Words that people typed in the samples of a workshop, its address and its code."""
OURS = {"BAD", "BUZZ", "English", "Français"}
"""Names, which are the same in every language, and the other language's own name."""


def other(text: str) -> str:
    """*text* in the other alphabet, what stands in braces left as it is."""
    parts = re.split(r"(\{\w*\})", text)
    return "".join(part if part.startswith("{") else part.translate(MAP) for part in parts)


def others(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(MAP)
    if isinstance(value, dict):
        kept = {"confidence", "cases"}
        return {key: value[key] if key in kept else others(value[key]) for key in value}
    return [others(item) for item in value]


class Foreign(Language):
    """A language that shares no letter with any."""

    def _(self, message: str, **words: object) -> str:
        text = other(self._messages.gettext(message))
        return text.format(**words) if words else text

    def n(self, one: str, many: str, count: int, **words: object) -> str:
        return other(self._messages.ngettext(one, many, count)).format(count=count, **words)

    def clock(self, starts: int, minute: int) -> str:
        return super().clock(starts, minute).translate(MAP)


def around_quote(text: str) -> str:
    return "<quote>".join(part.translate(MAP) for part in text.split("<quote>"))


def foreign(code: str) -> Stage:
    loaded = sample()
    texts = {
        name: Texts({address: around_quote(text) for address, text in told.items()})
        for name, told in loaded.texts.items()
    }  # fmt: skip
    return Stage(Foreign(code), shelf=[retold(loaded, texts)])


def leaks(text: str) -> set[str]:
    """Words in Latin letters; one letter alone is a key."""
    found = set(re.findall(r"[A-Za-zÀ-ÿ]{2,}", text)) - OURS - set(f"{WORDS} {NAME}".split())
    return {word for word in found if re.search("[A-Za-z]", word)}


@pytest.fixture(autouse=True)
def foreign_books(monkeypatch):
    book = reference.book
    monkeypatch.setattr(reference, "book", lambda name, code: others(dict(book(name, code))))


@pytest.mark.parametrize("code", ["en", "fr"])
async def test_every_word_of_every_screen_is_translated(code):
    app = foreign(code)
    async with app.run_test(size=(140, 60)) as pilot:
        for row in SCREENS:
            await show(pilot, row)
            shown = drawn(app)
            shown += "".join(field.placeholder for field in app.screen.query(Input))
            shown += "".join(
                str(w.tooltip or "")
                for w in app.screen.walk_children(with_self=True)
                if hasattr(w, "tooltip")
            )
            assert leaks(shown) == set(), row.name


@pytest.mark.parametrize("code", ["en", "fr"])
async def test_every_word_of_every_screen_of_a_workshop_is_translated(code):
    app = foreign(code)
    loaded, language = app.shelf[0], app.language
    for row in workshop.SCREENS:
        face = row.build(loaded, language)
        async with face.run_test(size=(140, 60)) as pilot:
            await settled(pilot)
            await press(pilot, *row.keys)
            await settled(pilot)
            shown = drawn(face)
            shown += "".join(field.placeholder for field in face.screen.query(Input))
        assert leaks(TOLD.sub("", shown)) - GIVEN == set(), row.name


async def test_what_comes_over_screens_is_translated(monkeypatch):
    app = foreign("fr")
    rows = {row.name: row for row in SCREENS}
    async with app.run_test(size=(140, 60)) as pilot:
        await press(pilot, "ctrl+p")
        await settled(pilot)
        assert leaks(drawn(app)) == set()
        await press(pilot, *"ЖЖ")
        await settled(pilot)
        assert leaks(drawn(app)) == set()
        await press(pilot, "escape")
        await show(pilot, rows["room-several"])
        for key in ("enter", "h", "escape"):
            await press(pilot, key)
            await settled(pilot)
            # It stands under the feed, not over what is read.
            assert app.screen.notice, key  # type: ignore[attr-defined] # the room
            assert not app._notifications
            assert leaks(drawn(app)) == set()
        await show(pilot, rows["disagree"])
        await press(pilot, "z", "enter", "escape", "d", "z", "enter")
        await settled(pilot)
        assert leaks(drawn(app)) == set()


def test_a_leak_is_seen():
    assert leaks("Настоящий Back") == {"Back"}
    assert leaks("p Настоящий, 9 x") == set()
