"""The book of a scenario says all of it, in both languages, and lets no text act."""

import re
import sys
from html.parser import HTMLParser

import pytest

from simulator.language import speak
from simulator.report.book import book
from simulator.report.document import Document, Prose, Quote, Table
from simulator.report.html import html
from simulator.report.pdf import pdf
from simulator.scenario.library import find, shipped
from tests.shelf import load

HOSTILE = '</p><script>alert(1)</script> #panic("x") {{ 7 * 7 }} $x$ @a'


class Reader(HTMLParser):
    """Collects what can be read, and every address that a browser would ask for."""

    def __init__(self):
        super().__init__()
        self.words = []
        self.addresses = []
        self.ids = set()
        self.tags = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            if name in {"src", "href", "srcset", "data", "action"}:
                self.addresses.append(value)
            if name == "id":
                self.ids.add(value)

    def handle_data(self, data):
        self.words.append(data)


def read(page):
    reader = Reader()
    reader.feed(page)
    return reader


def opened(folder):
    loaded, _ = load(folder)
    assert loaded
    return loaded


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_every_text_of_a_scenario_is_in_its_book(folder, language):
    loaded = opened(folder)
    reader = read(html(book(loaded, speak(language))))
    said = flat(" ".join(reader.words))
    for address, text in loaded.texts[language].items():
        # For players alone, or shown as a number, an hour or inside other words.
        if re.search(r"(mentor|hint|drill|notes|discuss|story|quotable|authors|licence)$", address):
            continue
        if address.startswith(("variables.", "scenario.sector", "organisation.hours")):
            continue
        if address.startswith(("flags.", "gauges.", "personas.", "truths.")):
            continue  # said where a condition or an effect names them
        assert flat(text) in said, address


def test_the_book_fetches_nothing_and_its_links_lead_somewhere():
    loaded = opened(find("cracked-cup"))
    page = html(book(loaded, speak("en")))
    reader = read(page)
    assert reader.addresses
    assert {a.removeprefix("#") for a in reader.addresses} <= reader.ids
    assert "http" not in re.sub(r'http-equiv="', "", page)
    assert "url(" not in page
    assert "@import" not in page


def hostile():
    return Document(
        HOSTILE, "fr", HOSTILE,
        (Prose(HOSTILE, HOSTILE), Quote(HOSTILE, HOSTILE), Table(HOSTILE, ("a",), ((HOSTILE,),))),
        HOSTILE, HOSTILE,
    )  # fmt: skip


def test_hostile_words_stay_words_in_html():
    reader = read(html(hostile()))
    assert "script" not in reader.tags
    assert " ".join(reader.words).count("alert(1)") >= 7
    assert "49" not in " ".join(reader.words)


def test_the_pdf_is_tagged_with_title_and_language_and_hostile_words_stay_words():
    made = pdf(hostile())
    assert made.startswith(b"%PDF-1.7")
    assert b"/MarkInfo" in made
    assert b"/StructTreeRoot" in made
    assert b"/Lang(fr)" in made
    assert b"alert(1)" in made
    assert made == pdf(hostile())


def test_without_typst_there_is_a_sentence(monkeypatch, capsys):
    from simulator.cli import main

    monkeypatch.setitem(sys.modules, "typst", None)
    assert main(["script", "late-order", "--format", "pdf", "--lang", "fr"]) == 2
    assert "[report]" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_every_shipped_scenario_makes_a_pdf(folder, language):
    loaded = opened(folder)
    made = pdf(book(loaded, speak(language)))
    assert f"/Lang({language})".encode() in made


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_the_book_asks_for_one_where_one_is_picked(folder):
    """As in play: the same function words both."""
    loaded = opened(folder)
    said = " ".join(read(html(book(loaded, speak("en")))).words)
    kinds = [s.decision.kind for s in loaded.scenario.scenes.values() if s.decision]
    assert said.count("Pick one.") == kinds.count("one")
    assert not re.search(r"Pick from 1 to [2-9]\.", said) or "several" in kinds
