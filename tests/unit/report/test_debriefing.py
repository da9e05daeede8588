"""The report of a play: whole, the same every time, and inert whatever anybody wrote in it."""

import io
import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from pypdf import PdfReader

from simulator.exercise import events as e
from simulator.exercise.commands import AssessSelf, Commit, Contest, React
from simulator.language import speak
from simulator.report.certificate import certificate
from simulator.report.debriefing import debriefing
from simulator.report.document import Document, Prose, Table, inert
from simulator.report.html import html
from simulator.report.markdown import escape, markdown
from simulator.report.parts import Told, parts
from simulator.report.pdf import pdf
from simulator.report.record import record
from simulator.scenario.library import shipped
from simulator.scenario.model import Texts
from simulator.store.rows import Exercise
from tests.properties.playing import Watched
from tests.shelf import load

ROOT = Path(__file__).parents[3]
SCHEMA = json.loads((ROOT / "docs/report.schema.json").read_text(encoding="utf-8"))
ORDER = [
    "first", "reaction", "facts", "own-view", "analysis", "profile", "decisions", "contested",
    "practice", "commitments",
]  # fmt: skip
HOSTILE = (
    '</p><script src=//x.y>alert(1)</script>\n# [a](http://x.y) <b> #panic("x") {{7*7}} $x$ @a'
)


@lru_cache
def crises():
    return tuple(load(folder)[0] for folder in shipped())


def played(loaded, seed=1, line="I would say it again.", *, speaks=True):
    watched = Watched(loaded, is_thorough=False)
    watched.start(3)
    watched.play_at_random(Random(seed))
    given_ = next(event for event in watched.log if isinstance(event, e.ResponseGiven))
    if speaks:
        for said in (
            React(line), AssessSelf("calm", "plan", given_.scene),
            Contest(given_.scene, given_.picks[0] if given_.picks else "", line),
            Commit(line), Commit("", line, line, line, line),
        ):  # fmt: skip
            watched.conduct.do(said)
    return watched.log


def row(loaded):
    began = datetime(2026, 11, 22, 18, 5, tzinfo=UTC)
    timed = False
    return Exercise(
        "0" * 32, "p", 3, loaded.scenario.id, loaded.digest, None, 1, 1, loaded.key_version, 3,
        "learning", timed, "full", "fr", "first", None, None, began, began, began, "x", 50, 0,
        1234, 5, 6, "",
    )  # fmt: skip


def told(number=0, language="en", who="Fern", **more):
    loaded = crises()[number]
    return Told(loaded, played(loaded, **more), speak(language), row(loaded), who)


class Reader(HTMLParser):
    """Collects elements, addresses and words."""

    def __init__(self, page):
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.addresses, self.words = [], []
        self.ids, self.headings = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        found = dict(attrs)
        assert not [name for name in found if name.startswith("on")]
        self.addresses += [
            found[name] for name in ("src", "href", "data", "action") if name in found
        ]
        self.ids += [found["id"]] if "id" in found else []
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_data(self, data):
        if self.lasttag != "style":
            self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


def of_element(found, name):
    """Every element of a PDF's structure tree of that name."""
    stack, seen = [found], []
    while stack:
        node = stack.pop().get_object()
        if isinstance(node, list):
            stack += node
            continue
        if not isinstance(node, dict):
            continue
        if node.get("/S") == name:
            seen.append(node)
        if "/K" in node:
            stack.append(node["/K"])
    return seen


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("number", range(len(shipped())))
def test_every_decision_option_and_reason_is_in_the_page_and_it_fetches_nothing(number, language):
    found = told(number, language)
    page = html(debriefing(found))
    reader = Reader(page)
    text_of_page = reader.text
    for leaf in (leaf for part in parts(found) for leaf in part.leaves):
        for section in leaf.sections:
            if part_is_drawn_otherwise(leaf, found):
                continue
            for line in section.lines:
                assert " ".join(line.split()) in text_of_page
    for moment in found.debrief.moments:
        for option in moment.offered:
            text = found.results.texts.of(moment.scene, option, "text")
            assert " ".join(text.split()) in text_of_page
    assert all(address.startswith("#") for address in reader.addresses)
    assert {address[1:] for address in reader.addresses} <= set(reader.ids)
    assert len(reader.ids) == len(set(reader.ids))
    assert "url(" not in page
    assert reader.tags["svg"] == len(found.plots) == reader.tags["desc"] > 0
    assert reader.tags["main"] == reader.tags["nav"] == reader.tags["footer"] == 1
    # A reader who goes from heading to heading misses no level.
    assert all(b - a <= 1 for a, b in zip(reader.headings, reader.headings[1:], strict=False))


def part_is_drawn_otherwise(leaf, found):
    """The eight principles have no bars on paper, and the commitments and facts are tables."""
    return leaf.title in {
        found.results.standings().title, found.results.taken().title, found.results.facts().title,
    }  # fmt: skip


def test_the_parts_come_in_the_order_of_the_domain_reference():
    assert [part.id for part in parts(told())] == ORDER
    unsaid = told(speaks=False)
    assert [part.id for part in parts(unsaid)] == [
        name for name in ORDER if name not in {"reaction", "own-view", "contested"}
    ]
    ids = [b.id for b in debriefing(told()).blocks if b.kind == "heading" and b.id]
    assert ids == [*ORDER[:5], "curves", *ORDER[5:], "colophon"]


def test_the_same_play_gives_the_same_bytes_wherever_it_is_told(monkeypatch):
    import time

    def made():
        found = told(2, "fr")
        document = debriefing(found)
        sheet = certificate(found.loaded, row(found.loaded), found.language, "Fern")
        return (
            html(document), markdown(document), pdf(document), json.dumps(record(found)),
            html(sheet), pdf(sheet),
        )  # fmt: skip

    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    first = made()
    monkeypatch.setenv("TZ", "America/Lima")
    time.tzset()
    assert made() == first
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_pdf_is_tagged_and_says_its_title_and_language(language):
    found = told(0, language)
    document = debriefing(found)
    read = PdfReader(io.BytesIO(pdf(document)))
    root: Any = read.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata
    assert read.metadata.title == document.title
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    tree = root["/StructTreeRoot"]
    assert len(of_element(tree, "/Table")) == sum(b.kind == "table" for b in document.blocks)
    assert of_element(tree, "/TH")
    figures = of_element(tree, "/Figure")
    assert len(figures) == len(found.plots)
    assert all(figure.get("/Alt") for figure in figures)
    titles = [b.text for b in document.blocks if b.kind == "heading" and b.level == 2]
    assert {one["/T"] for one in of_element(tree, "/H1")} == {
        "Contents" if language == "en" else "Sommaire",
        *titles,
    }
    words = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert found.title.split()[0] in words


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("number", range(len(shipped())))
@pytest.mark.parametrize(("seed", "language"), [(1, "en"), (2, "fr"), (3, "en")])
def test_the_record_is_what_the_schema_says(number, language, seed):
    check = Draft202012Validator(SCHEMA)
    found = told(number, language, seed=seed, speaks=seed != 2)
    made = json.loads(json.dumps(record(found)))
    assert not list(check.iter_errors(made))
    assert not list(
        check.iter_errors(json.loads(json.dumps(record(replace(found, exercise=None)))))
    )
    assert list(check.iter_errors(made | {"version": 2}))


def test_a_play_that_is_told_without_cases_has_none():
    found = told()
    case = "The closest real case"
    assert case in html(debriefing(found))
    assert case not in html(debriefing(replace(found, cases=False)))


# ---- nothing that anybody wrote acts

MARKUP = MarkdownIt("gfm-like", {"html": True})
OURS = {"br"}


def acting(text):
    """What a reader of Markdown would make of *text* beside words."""
    return {
        token.type
        for block in MARKUP.parse(text)
        for token in (block, *(block.children or ()))
        if token.type not in {"paragraph_open", "paragraph_close", "inline", "text", "softbreak",
                              "text_special"}
    }  # fmt: skip


WRITTEN = st.text(
    st.sampled_from("ab1 \n\t.:/@#-+=*_~`|<>[](){}!&;\"'\\$^wx\u0000\u202e\u00e9😀"), max_size=60
)


@settings(max_examples=300, deadline=None)
@given(WRITTEN | st.text(max_size=40))
def test_whatever_is_escaped_is_words_in_markdown(words):
    line = escape(inert(Document("", "en", words, ())).lead)
    assert not acting(line), line
    assert not acting(f"w. {line}"), line


def test_what_is_escaped_reads_as_it_was():
    said = "1. <b>x</b> *y* [z](http://a.b) www.a.b me@a.b `c` a|b - & &amp; $x$ # ~~no~~ \\ ok..."
    shown = "".join(
        child.content for block in MARKUP.parse(escape(said)) for child in block.children or ()
    )
    assert shown == said


@settings(max_examples=12, deadline=None)
@given(WRITTEN.filter(lambda words: words.strip()))
def test_no_name_line_or_text_of_a_scenario_acts_in_any_format(words):
    loaded = crises()[1]
    texts = Texts({place: f"{words}{text}" for place, text in loaded.texts["en"].items()})
    hostile = replace(loaded, texts={"en": texts})
    plain = told(1)
    log = played(loaded, line=f"{words}.")
    found = Told(hostile, log, speak("en"), row(loaded), words)
    document = debriefing(found)
    tags, usual = Reader(html(document)).tags, Reader(html(debriefing(plain))).tags
    assert set(tags) == set(usual)
    # One story more or less moves a paragraph; it brings no element of its own.
    assert {t: n for t, n in tags.items() if t not in {"p", "li"}} == {
        t: n for t, n in usual.items() if t not in {"p", "li"}
    }
    assert_inert(markdown(document))
    Draft202012Validator(SCHEMA).validate(json.loads(json.dumps(record(found))))


def assert_inert(made):
    for block in MARKUP.parse(made):
        for token in block.children or ():
            assert token.type not in {"link_open", "image", "code_inline"}, token
            assert token.type != "html_inline" or token.content == "<br>"
        assert block.type not in {"html_block", "fence", "code_block"}


@pytest.mark.parametrize("words", [HOSTILE, "\u65e5\u672c 😀 \u0378 \u202e\u0000 a\u0300\u0301"])
def test_hostile_and_rare_words_stay_words_in_a_pdf(words):
    found = told(0, who=words, line=words[:200])
    made = pdf(debriefing(found))
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    if words == HOSTILE:
        assert '#panic("x")' in text.replace("\n", "")
        assert "{{7*7}}" in text
    assert made.startswith(b"%PDF")


def test_more_rare_signs_than_are_tried_one_by_one_still_make_a_pdf():
    rare = "".join(map(chr, range(0x4E00, 0x4E30)))
    assert pdf(Document("t", "en", "", (Prose(rare), Table("t", ("a",), ((rare,),)))))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_certificate_says_who_what_when_how_long_and_no_more(language):
    loaded = crises()[0]
    sheet = certificate(loaded, row(loaded), speak(language), "Fern <b>")
    said = Reader(html(sheet)).text
    assert "Fern <b>" in said
    assert {"en": "22 November 2026, 18:05 UTC", "fr": "22 novembre 2026"}[language] in said
    assert "21" in said
    assert {"en": "does not certify any competence", "fr": "aucune compétence"}[language] in said
    assert "/ 100" not in said
    assert "50" not in said
    assert "____" in Reader(html(certificate(loaded, row(loaded), speak(language), ""))).text
    assert pdf(sheet).startswith(b"%PDF")
