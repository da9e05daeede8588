"""Scenarios as large as the format allows, and the same stories in ink, for the measurements.

Every count of the head stands at its limit. A scene has six options, four inquiries and six posts,
each with all the prose that a careful author writes (lengths from the longest of the shipped ones).
"""

import random
import textwrap
from collections.abc import Iterator

from simulator.scenario.shapes import LIMITS, PLAN_PARTS

SCENES = LIMITS["scene"]
_SAID = (
    "outage rumour reply customer journalist statement apology thread update photo refund delay "
    "screenshot team answer facts timeline colleague correction trust silence deadline café naïve "
    "the a of to and in that it for we you they with before after because nobody knows déjà-vu"
)
_WORDS = _SAID.split()
_PRINCIPLES = (
    "plan", "listening", "understanding", "venue", "calm", "information", "accountability"
)  # fmt: skip
_FLAGS = [f"flag-{number}" for number in range(LIMITS["flags"])]
_GAUGES = [f"gauge-{number}" for number in range(LIMITS["gauge"])]
_PERSONAS = [f"persona-{number}" for number in range(LIMITS["persona"])]
_SIGNALS = [f"signal-{number}" for number in range(LIMITS["signal"] // 2)]
_PROMISES = [f"promise-{number}" for number in range(LIMITS["signal"])]
_CHANNELS = [f"channel-{number}" for number in range(LIMITS["channel"])]
_MOODS = ("waiting", "heard", "brushed-off", "gone")


class _Writer:
    """Lines of YAML, and words to put in them."""

    def __init__(self, seed: int) -> None:
        self.lines: list[str] = []
        self.chance = random.Random(seed)

    def words(self, count: int) -> str:
        said = " ".join(self.chance.choice(_WORDS) for _ in range(count))
        return said.capitalize() + "."

    def put(self, depth: int, *lines: str) -> None:
        self.lines += ["  " * depth + line for line in lines]

    def prose(self, depth: int, key: str, text: str) -> None:
        self.put(depth, f"{key}: >")
        inner = "  " * (depth + 1 + key.startswith("- "))
        self.lines += textwrap.wrap(
            text, 100, initial_indent=inner, subsequent_indent=inner, break_on_hyphens=False
        )

    def post(self, depth: int, persona: str, *, kept: str = "", is_late: bool = False) -> None:
        self.prose(depth, f"- {persona}", self.words(28))
        self.put(depth + 1, f"on: {self.chance.choice(_CHANNELS)}")
        if is_late:
            self.put(depth + 1, "after: 5")
        if kept:
            self.put(depth + 1, f"when: {{{kept}}}")

    def ratings(self, depth: int, count: int) -> None:
        self.put(depth, "ratings:")
        for principle in sorted(self.chance.sample(_PRINCIPLES, count)):
            mark = self.chance.choice(("-2", "-1", "0", "+1", "+2"))
            self.put(depth + 1, f"{principle}: {mark} {self.words(10)}")

    def effects(self, depth: int) -> None:
        flag, gauge = self.chance.choice(_FLAGS), self.chance.choice(_GAUGES)
        persona = f"{self.chance.choice(_PERSONAS)}: {self.chance.choice(_MOODS)}"
        self.put(depth, f"effects: {{{flag}: yes, {gauge}: -5, {persona}}}")


def scenario(
    seed: int, scenes: int = SCENES, *, options: int = 6, posts: int = 6, kind: str = "one"
) -> str:
    """Return a valid scenario of *scenes* scenes; *kind* is one, several or compose."""
    out = _Writer(seed)
    _head(out, seed)
    _board(out)
    for number in range(scenes):
        _scene(out, number, options, posts, kind)
    for number in range(LIMITS["ending"]):
        out.put(0, f"ending ending-{number}:")
        out.put(1, "title: A morning after")
        if number < LIMITS["ending"] - 1:
            out.put(1, f"when: {{{_GAUGES[0]}: low, {_FLAGS[number]}: yes}}")
        out.prose(1, "headline", out.words(9))
        out.prose(1, "text", out.words(90))
        out.put(1, "lines:")
        for persona in _PERSONAS[: LIMITS["posts"]]:
            out.post(2, persona)
    return "\n".join(out.lines) + "\n"


def _head(out: _Writer, seed: int) -> None:
    out.put(0, "badbuzz: 1", f"id: full-{seed}", "title: As much as the format allows")
    out.put(0, "language: en", "level: 4", "severity: S3", "sector: shop", "duration: 240")
    for name in ("summary", "warnings"):
        out.prose(0, name, out.words(60))
    out.put(0, "objectives:")
    out.put(1, *(f"objective-{n}: {out.words(12)}" for n in range(LIMITS["objectives"])))
    out.put(0, "starts: Monday 08:00", f"principles: [{', '.join(_PRINCIPLES)}, acknowledgement]")
    out.put(0, "organisation:")
    out.put(1, "name: <name-0>", "hours: Monday-Saturday 09:00-18:00")
    for name in ("role", "about", "voice", "mandate"):
        out.prose(1, name, out.words(45))
    out.put(0, "plan:")
    for name in PLAN_PARTS:
        out.prose(1, name, out.words(45))
    out.put(1, "targets: {S1: [60, 240, 1440], S2: [30, 60, 240, 720]}")
    out.put(0, "variables:")
    out.put(1, *(f"name-{number}: Fern & Finch" for number in range(LIMITS["variables"])))
    out.put(0, "flags:", *(f"  {flag}: {out.words(7)}" for flag in _FLAGS))


def _board(out: _Writer) -> None:
    for number, channel in enumerate(_CHANNELS):
        out.put(0, f"channel {channel}:")
        out.put(1, f"name: Page {number}", "ours: yes", "kind: page")
    for gauge in _GAUGES:
        out.put(0, f"gauge {gauge}:")
        out.put(1, "name: Trust", f"meaning: {out.words(12)}", "start: 60")
        out.put(1, "levels: {low: 0, fair: 40, good: 70}", "silence: {by: -5, every: 30}")
    for persona in _PERSONAS:
        out.put(0, f"persona {persona}:")
        out.put(1, "name: Lena Ortiz", "stance: worried", "influence: 2")
        out.put(1, f"channel: {out.chance.choice(_CHANNELS)}", f"moods: [{', '.join(_MOODS)}]")
        out.prose(1, "about", out.words(25))
    for signal in _SIGNALS:
        out.put(0, f"signal {signal}:", "  name: A customer asks", "  severity: S1")
    for promise in _PROMISES:
        out.put(0, f"promise {promise}:", "  name: The next news")
    for number in range(LIMITS["truth"]):
        out.put(0, f"truth truth-{number}:", "  name: The cause", "  values: [workshop, courier]")
    for number in range(LIMITS["duty"]):
        out.put(0, f"duty duty-{number}:", f"  text: {out.words(20)}", "  by: day 9 12:00")


def _scene(out: _Writer, number: int, options: int, posts: int, kind: str) -> None:
    out.put(0, "", f"scene scene-{number}:")
    out.put(1, f"title: {out.words(4)}")
    if number % 3 == 0:
        hour = 8 + number
        out.put(1, f"opens: day {1 + hour // 24} {hour % 24:02}:30")
    out.prose(1, "brief", f"At <name-1>. {out.words(35)}")
    out.put(1, "posts:")
    for position, persona in enumerate(out.chance.sample(_PERSONAS, posts)):
        mood = f"{persona}: [heard, waiting]" if position % 2 else ""
        out.post(2, persona, kept=mood, is_late=True)
        if position == 0:
            out.put(3, f"raises: {out.chance.choice(_SIGNALS)}")
    for inquiry in range(LIMITS["inquiry"]):
        out.put(1, f"inquiry look-{inquiry}:")
        out.put(2, f"text: {out.words(9)}", "minutes: 10", f"faster: {{{_FLAGS[inquiry]}: 5}}")
        out.prose(2, "reveals", out.words(35))
        out.effects(2)
        out.ratings(2, 2)
    out.put(1, f"decision: {kind}", f"ask: {out.words(14)}")
    for position, block in enumerate(_blocks(options, kind)):
        _option(out, block, closed=position % 4 == 3)
    for name, count in (("hint", 18), ("drill", 70), ("notes", 40), ("discuss", 18)):
        out.prose(1, name, out.words(count))


def _blocks(options: int, kind: str) -> Iterator[str]:
    if kind != "compose":
        yield from (f"option answer-{number}" for number in range(options))
        return
    for part in ("opening", "substance", "close"):
        yield from (f"{part} {part}-{number}" for number in range(LIMITS["part"]))


def _option(out: _Writer, block: str, *, closed: bool) -> None:
    out.put(1, f"{block}:")
    out.prose(2, "text", out.words(16))
    out.put(2, f"on: {out.chance.choice(_CHANNELS)}", "minutes: 15")
    if closed:
        out.put(2, f"when: {{{out.chance.choice(_FLAGS)}: yes, {_GAUGES[1]}: [fair, good]}}")
    published = out.words(45)
    out.prose(2, "publishes", published)
    out.put(2, f"quotable: {' '.join(published.split()[3:9])}")
    out.put(2, f"acknowledges: {{{out.chance.choice(_SIGNALS)}: full}}")
    out.put(2, f"promises: {{{out.chance.choice(_PROMISES)}: day 9 12:00}}")
    out.effects(2)
    out.put(2, "then:")
    out.post(3, out.chance.choice(_PERSONAS))
    out.ratings(2, 5)
    out.put(2, f"story: {out.words(9)}")
    out.prose(2, "mentor", out.words(15))
    out.prose(2, "feedback", out.words(65))
    out.put(2, "error: E09")


def ink(seed: int, knots: int, *, full: bool) -> str:
    """Return an ink story of *knots* knots with six choices each.

    A *full* knot has the words of a full-size scene that a trainee may read: posts, inquiries,
    replies, feedback and mentor; without, a brief, six choices and what each publishes. Neither has
    ratings, hints, drills or notes.
    """
    out = _Writer(seed)
    out.put(0, *(f"VAR v{number} = 60" for number in range(len(_GAUGES))), "-> knot_0")
    for number in range(knots):
        following = f"knot_{number + 1}" if number + 1 < knots else "END"
        out.put(0, f"=== knot_{number} ===", out.words(35))
        if full:
            out.put(0, *(out.words(28) for _ in range(6)), "- (looking)")
            for inquiry in range(LIMITS["inquiry"]):
                out.put(0, f"* [{out.words(9)}]")
                out.put(1, out.words(35), f"~ v{inquiry % 3} = v{inquiry % 3} - 5", "-> looking")
        for choice in range(LIMITS["option"]):
            guard = f"{{v{choice % 3} >= 40}} " if choice % 4 == 3 else ""
            out.put(0, f"+ {guard}[{out.words(16)}]")
            out.put(1, out.words(45))
            if full:
                out.put(1, *(out.words(count) for count in (28, 9, 15, 65)))
            out.put(1, f"~ v{choice % 3} = v{choice % 3} - 5", f"-> {following}")
    return "\n".join(out.lines) + "\n"
