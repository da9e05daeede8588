"""What may be typed here: keys of the place, ids that exist, words of closed lists. Plain data.

The file is being written, so it is broken most of the time: where a line stands is told from the
indentation above it, and ids come from whatever the tolerant reader could still read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator import reference
from simulator.author.schema import about
from simulator.scenario import board
from simulator.scenario.fields import Context
from simulator.scenario.head import LANGUAGES
from simulator.scenario.kinds import KINDS
from simulator.scenario.model import END, US
from simulator.scenario.parse import parse
from simulator.scenario.problems import Findings
from simulator.scenario.shapes import BLOCKS, SHAPES
from simulator.scenario.source import read
from simulator.scenario.words import Vocabulary

_KEY = re.compile(r"^(?P<indent>\s*)(?P<dash>- )?(?P<key>[^\s:#][^:#]*):(?:\s|$)")
_TYPED = re.compile(r"^\s*(?:- )?[^\s:#]*$")
_VALUE = re.compile(r"^\s*(?:- )?(?P<key>[^\s:#][^:#]*):\s+(?P<value>.*)$")
_INSIDE = re.compile(r"(?:^|[{,])\s*(?P<key>[^\s:,{}\[\]]+):\s*\[?[^{}]*$")
_WORDS = {
    "kind": tuple(KINDS), "status": ("ready", "draft"), "cast": board.CASTS,
    "yes-no": ("yes", "no"),    "channel-kind": board.CHANNEL_KINDS, "principles": PRINCIPLES,
}  # fmt: skip
_BOOKS = ("errors", "tensions", "crisis-types")
_FIXED = {"severity": board.SEVERITIES, "language": LANGUAGES, "version": ("1",)}
_MAPPINGS = {
    "organisation": "organisation", "plan": "plan", "drift": "drift", "reveals": "reveal",
    "posts": "post",
}  # fmt: skip
_NAMED = {
    "effects": ("gauge", "flag", "mood"), "acknowledges": ("signal",), "promises": ("promise",),
    "faster": ("flag",), "condition": ("gauge", "flag", "mood", "signal", "promise", "truth"),
}  # fmt: skip
"""The kinds of board names that may be keys under what a key holds."""
_ACKNOWLEDGES = ("full", "vague", "private", "untrue")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One word that may stand here, and what it is for."""

    word: str
    about: str = ""
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line stands: the shapes and keys around it, from the outside in."""

    shape: str
    """The shape whose keys may stand here; "" inside a value that has none."""
    holds: str = ""
    """What the key holds under which the line stands, where it is no shape."""
    scene: str = ""


class Completer:
    """Completes one text of a scenario file."""

    def __init__(self, text: str, typing: int = -1) -> None:
        """Complete *text*, whose line *typing* may break all that follows it."""
        self.lines = text.split("\n")
        is_french = any(re.match(r"langue\s*:", line) for line in self.lines)
        self.language = "fr" if is_french else "en"
        self.vocabulary = Vocabulary(self.language)
        without = [line for number, line in enumerate(self.lines) if number != typing]
        self.context = self._read(text) or self._read("\n".join(without)) or self._nothing()

    def _read(self, text: str) -> Context | None:
        findings = Findings("")
        tree = read(text.encode("utf-8", "replace"), findings)
        return parse(tree, findings).context if tree else None

    def _nothing(self) -> Context:
        return Context(Findings(""), self.vocabulary)

    def suggest(self, line: int, column: int) -> list[Suggestion]:
        """Return what may be typed at *column* of *line*, both counted from 0."""
        before = self.lines[line][:column] if line < len(self.lines) else ""
        spot = self.spot(line)
        if _TYPED.match(before):
            return list(self._keys(spot, before.lstrip().startswith("- ")))
        found = _VALUE.match(before)
        if found is None:
            return []
        key = self.vocabulary.word(found["key"].strip(), SHAPES.get(spot.shape, ()))
        holds = SHAPES[spot.shape][key].holds if key else spot.holds
        inside = _INSIDE.search(found["value"]) if "{" in found["value"] else None
        if inside:
            return list(self._values(holds, inside["key"]))
        if not key:
            return list(self._values(holds, found["key"].strip()))
        if "{" in found["value"] or holds in {"condition", "effects", "acknowledges"}:
            return list(self._names(holds))
        return list(self._ids(holds, spot))

    def explain(self, line: int) -> str:
        """Return what the key of *line* is for; "" where it is none."""
        found = _KEY.match(self.lines[line]) if line < len(self.lines) else None
        if found is None:
            return ""
        spot = self.spot(line)
        head = found["key"].split(" ")[0]
        known = (*SHAPES.get(spot.shape, ()), *BLOCKS.get(spot.shape, ()))
        return about(spot.shape, self.vocabulary.word(head, known), self.language)

    def spot(self, line: int) -> Spot:
        """Return where the key of *line* stands, from the keys above it that are indented less.

        A list item's keys stand two columns behind its dash; whatever holds the list may stand as
        far right as the dash.
        """
        own = self.lines[line] if line < len(self.lines) else ""
        indent = len(own) - len(own.lstrip())
        deepest = indent + 1 if own.lstrip().startswith("- ") else indent
        chain: list[str] = []
        for text in reversed(self.lines[:line]):
            found = _KEY.match(text)
            if found is None:
                continue
            dash = len(found["indent"])
            column = dash + 2 if found["dash"] else dash
            if column < deepest:
                chain.insert(0, found["key"].strip())
            if column < deepest or (found["dash"] and column == deepest):
                deepest = dash + 1 if found["dash"] else column
        return self._descend(chain)

    def _descend(self, chain: list[str]) -> Spot:
        shape, holds, scene = "scenario", "", ""
        for key in chain:
            head, _, rest = key.partition(" ")
            kind = self.vocabulary.word(head, BLOCKS.get(shape, ())) if rest else ""
            if kind:
                scene = rest.strip() if kind in {"scene", "interruption"} else scene
                shape, holds = ("", "ratings") if kind == "pair" else (kind, "")
                continue
            word = self.vocabulary.word(key, SHAPES.get(shape, ()))
            holds = SHAPES[shape][word].holds if word else holds
            shape = _MAPPINGS.get(holds, "") if word else ""
        return Spot(shape, holds, scene)

    def _keys(self, spot: Spot, is_item: bool) -> Iterator[Suggestion]:  # noqa: FBT001 - one fact about the line
        spell = self.vocabulary.spell
        if spot.shape == "post" and is_item:
            for persona in (*self.context.homes, spell(US)):
                yield Suggestion(f"{persona}: >", is_key=True)
            return
        for kind in BLOCKS.get(spot.shape, ()):
            yield Suggestion(f"{spell(kind)} ", about(spot.shape, kind, self.language), is_key=True)
        for key in SHAPES.get(spot.shape, ()):
            told = about(spot.shape, key, self.language)
            yield Suggestion(f"{spell(key)}: ", told, is_key=True)
        if not spot.shape:
            yield from self._names(spot.holds)

    def _names(self, holds: str) -> Iterator[Suggestion]:
        """Yield the names that may stand as keys in a mapping of values."""
        joined = ("all", "any", "not") if holds == "condition" else ()
        for name, (kind, _values) in self.context.board.items():
            if kind in _NAMED.get(holds, ()):
                yield Suggestion(f"{name}: ", kind, is_key=True)
        for word in joined:
            yield Suggestion(f"{self.vocabulary.spell(word)}: ", is_key=True)
        for principle in PRINCIPLES if holds == "ratings" else ():
            if principle != ACKNOWLEDGEMENT:
                told = reference.book("principles", self.language)[principle]["question"]
                yield Suggestion(f"{self.vocabulary.spell(principle)}: ", told, is_key=True)

    def _values(self, holds: str, name: str) -> Iterator[Suggestion]:
        """Yield what may stand after *name* in a mapping of values."""
        kind, known = self.context.board.get(name, ("", ()))
        spell = self.vocabulary.spell
        if holds == "acknowledges":
            yield from (Suggestion(spell(word)) for word in _ACKNOWLEDGES)
        elif kind == "flag":
            yield from (Suggestion(spell(word)) for word in ("yes", "no"))
        elif kind in {"signal", "promise"}:
            yield from (Suggestion(spell(word)) for word in known)
        elif kind != "gauge" or holds == "condition":
            yield from map(Suggestion, known)

    def _ids(self, holds: str, spot: Spot) -> Iterator[Suggestion]:
        """Yield the ids and words that a key holding *holds* may have as its value."""
        spell = self.vocabulary.spell
        if holds in _WORDS:
            yield from (Suggestion(spell(word)) for word in _WORDS[holds])
        yield from map(Suggestion, _FIXED.get(holds, ()))
        if holds in _BOOKS:
            for code, entry in reference.book(holds, self.language).items():
                yield Suggestion(code, str(entry["name"]))
        yield from (Suggestion(name) for name in self._declared(holds, spot))
        if holds == "next":
            yield Suggestion(spell(END))

    def _declared(self, holds: str, spot: Spot) -> Iterable[str]:
        context = self.context
        if holds in {"signal", "promise"}:
            return [name for name, (kind, _) in context.board.items() if kind == holds]
        if holds == "default":
            prefix = re.compile(rf"{re.escape(spot.scene)}\.([a-z0-9-]+)\.text")
            return [found[1] for address in context.texts if (found := prefix.fullmatch(address))]
        tables: dict[str, Iterable[str]] = {
            "channel": context.channels, "duty": sorted(context.duties), "scene": context.scenes,
            "scenes": context.scenes, "next": context.scenes,
        }  # fmt: skip
        return tables.get(holds, ())
