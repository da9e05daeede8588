"""Taking a mapping of the file apart: known keys once each, the rest reported with a near word."""

import difflib
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from simulator.scenario import values
from simulator.scenario.problems import Findings
from simulator.scenario.shapes import BLOCKS, SHAPES
from simulator.scenario.tree import Mapping, Node, Scalar, Sequence
from simulator.scenario.words import Vocabulary

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID = 40
MANY = 200
VARIABLE = re.compile(r"<([a-z][a-z0-9-]*)>")
QUOTE = "quote"


def near(word: str, known: Iterable[str]) -> Callable[[], str]:
    """Return what finds the known word that *word* was probably meant to be, or ""."""

    def guess() -> str:
        words = list(known)
        if len(words) > MANY:
            # Comparing takes time: among so many, a slip is a letter or two.
            words = [other for other in words if abs(len(other) - len(word)) <= 2][:MANY]  # noqa: PLR2004
        found = difflib.get_close_matches(word[:80], words, n=1, cutoff=0.6)
        return found[0] if found else ""

    return guess


class Block(NamedTuple):
    """A mapping under a key made of a kind and an id (or, for a pair, the words after it)."""

    kind: str
    id: str
    key: Scalar
    node: Node


class Context:
    """What is known while one file is read: its language, its board, its strings so far."""

    def __init__(self, findings: Findings, vocabulary: Vocabulary) -> None:
        """Collect problems in *findings*; read keys with *vocabulary*."""
        self.findings = findings
        self.vocabulary = vocabulary
        self.texts: dict[str, str] = {}
        self.places: dict[str, tuple[int, int]] = {}
        self.board: dict[str, tuple[str, tuple[str, ...]]] = {}
        """Board name -> its kind and the values a condition may ask for."""
        self.channels: dict[str, str] = {}
        self.homes: dict[str, str] = {}
        """Persona -> the channel where they speak."""
        self.duties: set[str] = set()
        self.scenes: dict[str, str] = {}
        """Scene -> scene or interruption, in the order of the file."""
        self.variables: dict[str, str] = {}
        self.starts = 0
        self.anchor = 0

    def add(
        self,
        code: str,
        at: tuple[int, int],
        meant: Callable[[], str] | None = None,
        **words: object,
    ) -> None:
        """Note a problem; *meant* finds the word that was probably meant."""
        self.findings.add(code, at, meant, **words)

    def keep(self, address: str, node: Scalar, *, required: bool = False) -> str:
        """Store the prose of *node* at *address*; return it without the white space around it."""
        text = node.text.strip()
        if not text:
            if required:
                self.add("S120", node.at, key=address.rsplit(".", 1)[-1])
            return ""
        for name in VARIABLE.findall(text) if "<" in text else ():
            if name != QUOTE and name not in self.variables:
                self.add("S118", node.at, near(name, self.variables), name=name)
        self.texts[address] = text
        self.places[address] = node.at
        return text

    def id(self, scalar: Scalar) -> str:
        """Return the id written, noting one that cannot be one."""
        text = scalar.text.strip()
        if not ID.fullmatch(text) or len(text) > MAX_ID:
            self.add("S105", scalar.at, word=text)
        return text


class Fields:
    """The keys of one mapping."""

    def __init__(self, context: Context, node: Node, shape: str, owner: str) -> None:
        """Sort the keys of *node* by the SHAPES row *shape*; *owner* names it in messages."""
        self.context = context
        self.shape = SHAPES[shape]
        self.owner = owner
        self.at = node.at
        self.found: dict[str, tuple[Scalar, Node]] = {}
        self.blocks: list[Block] = []
        self.others: list[tuple[Scalar, Node]] = []
        """Keys that are not words of the language: who speaks, in a post."""
        if isinstance(node, Mapping):
            self._sort(node, shape)
        elif not (isinstance(node, Scalar) and not node.text):
            context.add("S103", node.at, key=owner, wanted="mapping")
            return
        if shape != "post":
            self._missing()

    def _sort(self, node: Mapping, shape: str) -> None:
        kinds = BLOCKS.get(shape, ())
        words = self.context.vocabulary
        for key, value in node.entries:
            head, _, rest = key.text.strip().partition(" ")
            if rest and (kind := words.word(head, kinds)):
                self.blocks.append(Block(kind, " ".join(rest.split()), key, value))
            elif name := words.word(key.text, self.shape):
                first = self.found.setdefault(name, (key, value))[0]
                if first is not key:
                    self.context.add("Y118", key.at, key=key.text, line=first.line)
            elif shape == "post":
                self.others.append((key, value))
            else:
                self._unknown(key, kinds)

    def _unknown(self, key: Scalar, kinds: tuple[str, ...]) -> None:
        spell = self.context.vocabulary.spell
        known = [spell(word) for word in (*self.shape, *kinds)]
        head = key.text.strip().partition(" ")[0]
        if self._other_language(key):
            self.context.add("S112", key.at, key=key.text)
            return
        if head in known and head in [spell(kind) for kind in kinds]:
            self.context.add("S105", key.at, word=key.text)
            return
        self.context.add("S101", key.at, near(head, known), key=key.text, owner=self.owner)

    def _other_language(self, key: Scalar) -> bool:
        other = Vocabulary("en" if self.context.vocabulary.french else "fr")
        head = key.text.strip().partition(" ")[0]
        return bool(other.word(head, (*self.shape, *BLOCKS.get("scenario", ()))))

    def _missing(self) -> None:
        for name, field in self.shape.items():
            if field.required and name not in self.found:
                key = self.context.vocabulary.spell(name)
                self.context.add("S102", self.at, key=key, owner=self.owner)

    def node(self, name: str) -> Node | None:
        """Return the value of key *name*."""
        entry = self.found.get(name)
        return entry[1] if entry else None

    def at_key(self, name: str) -> tuple[int, int]:
        """Return the place of the value of *name*, or of the whole where it is missing."""
        entry = self.found.get(name)
        return entry[1].at if entry else self.at

    def has(self, name: str) -> bool:
        """Say whether key *name* was written."""
        return name in self.found

    def scalar(self, name: str) -> Scalar | None:
        """Return the value of *name* when it is a text or number, noting anything else."""
        node = self.node(name)
        if node is None or isinstance(node, Scalar):
            return node
        key = self.context.vocabulary.spell(name)
        self.context.add("S103", node.at, key=key, wanted="text")
        return None

    def line(self, name: str) -> str:
        """Return the short value of *name* as written."""
        scalar = self.scalar(name)
        return scalar.text.strip() if scalar else ""

    def prose(self, name: str, address: str) -> str:
        """Store the text of *name* at *address* and return it."""
        scalar = self.scalar(name)
        if scalar is None:
            return ""
        return self.context.keep(address, scalar, required=True)

    def number(self, name: str, low: int, high: int, default: int | None = None) -> int | None:
        """Return the whole number of *name* between *low* and *high*, or *default*."""
        scalar = self.scalar(name)
        if scalar is None:
            return default
        return read_number(self.context, name, scalar, low, high, default)

    def yes_no(self, name: str) -> bool:
        """Return True when *name* says yes."""
        scalar = self.scalar(name)
        if scalar is None:
            return False
        answer = values.yes_no(scalar.text.strip())
        if answer is None:
            self.context.add("S109", scalar.at, key=name, word=scalar.text)
        return bool(answer)

    def choice(self, name: str, known: tuple[str, ...], default: str = "") -> str:
        """Return which of the *known* words is written under *name*."""
        scalar = self.scalar(name)
        if scalar is None:
            return default
        return read_choice(self.context, name, scalar, known) or default

    def clock(self, name: str, *, past: bool = False) -> int | None:
        """Return the minute since StartEx written under *name*."""
        scalar = self.scalar(name)
        return None if scalar is None else read_clock(self.context, name, scalar, past=past)

    def items(self, name: str) -> list[Scalar]:
        """Return the short values under *name*: a list, or a single one."""
        node = self.node(name)
        return read_list(self.context, name, node) if node is not None else []

    def mapping(self, name: str) -> list[tuple[Scalar, Scalar]]:
        """Return the keys and short values under *name*."""
        node = self.node(name)
        if node is None or (isinstance(node, Scalar) and not node.text):
            return []
        key = self.context.vocabulary.spell(name)
        if not isinstance(node, Mapping):
            self.context.add("S103", node.at, key=key, wanted="mapping")
            return []
        pairs: list[tuple[Scalar, Scalar]] = []
        for entry, value in node.entries:
            if isinstance(value, Scalar):
                pairs.append((entry, value))
            else:
                self.context.add("S103", value.at, key=entry.text, wanted="text")
        return pairs


def read_number(  # noqa: PLR0913, PLR0917 - a number, where it stands, and its range
    context: Context, name: str, scalar: Scalar, low: int, high: int, default: int | None
) -> int | None:
    """Return the number in *scalar*, noting what is not one or is out of range."""
    number = values.number(scalar.text.strip())
    key = context.vocabulary.spell(name)
    if number is None:
        context.add("S107", scalar.at, key=key, word=scalar.text)
        return default
    if not low <= number <= high:
        context.add("S108", scalar.at, key=key, word=scalar.text, low=low, high=high)
        return default
    return number


def read_choice(context: Context, name: str, scalar: Scalar, known: tuple[str, ...]) -> str:
    """Return the word of *known* that *scalar* is, or "" with a problem noted."""
    written = scalar.text.strip()
    found = context.vocabulary.word(written, known)
    if not found:
        spelled = [context.vocabulary.spell(word) for word in known]
        context.add(
            "S110", scalar.at, near(written, spelled),
            key=context.vocabulary.spell(name), word=written, known=", ".join(spelled),
        )  # fmt: skip
    return found


def read_clock(context: Context, name: str, scalar: Scalar, *, past: bool = False) -> int | None:
    """Return the minute since StartEx that *scalar* names, or None with a problem noted."""
    minute = values.minute(scalar.text, context.starts, context.anchor, past=past)
    if minute is None:
        context.add("S111", scalar.at, key=context.vocabulary.spell(name), word=scalar.text)
    return minute


def read_list(context: Context, name: str, node: Node) -> list[Scalar]:
    """Return the short values of a list; a single value is a list of one."""
    if isinstance(node, Scalar):
        return [node] if node.text.strip() else []
    if isinstance(node, Sequence):
        scalars = [item for item in node.items if isinstance(item, Scalar)]
        if len(scalars) == len(node.items):
            return scalars
    context.add("S103", node.at, key=context.vocabulary.spell(name), wanted="list")
    return []
