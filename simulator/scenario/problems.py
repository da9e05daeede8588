"""What is wrong in an author's file: a place, a stable code, the words quoted.

A problem holds no sentence, only a code and the words to put in it; `simulator.scenario.codes`
has the sentences, and a `Language` turns them into the reader's own.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from simulator import safe

MAX_GUESSES = 60
"""How many close words are looked for in one file."""


class Weight(StrEnum):
    """How much a problem matters."""

    ERROR = "error"
    """The file cannot be played until it is mended."""
    WARNING = "warning"
    """Playable, but something is probably not what the author meant."""
    ADVICE = "advice"
    """Playable and probably meant; there is a better way."""


class Place(NamedTuple):
    """Where in a file: lines and columns count from 1; 0 means "the file as a whole"."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """`file:line:column`, as editors and terminals understand it."""
        if not self.line:
            return safe.line(self.file, 200)
        return f"{safe.line(self.file, 200)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: its code (a key of CODES), its place, the words quoted, perhaps a near word."""

    code: str
    place: Place
    words: dict[str, str] = field(default_factory=dict)
    """Values for the sentence; made inert and cut to a line when the problem is made."""
    near: str = ""
    """The right word when one is close to the wrong one: "did you mean ...?"."""
    about: str = ""
    """What it is about, `scene.option` or a board name: what `accepted` calls it by."""
    weight: Weight | None = None
    """How much it matters here; None: as much as its code says."""


class Findings:
    """Problems collected while a file is read; reading never stops at the first one."""

    def __init__(self, file: str) -> None:
        """Collect for *file*, the name to be shown."""
        self.file = file
        self.problems: list[Problem] = []
        self.guesses = 0

    def add(
        self,
        code: str,
        where: tuple[int, int] = (0, 0),
        near: Callable[[], str] | None = None,
        **words: object,
    ) -> None:
        """Note problem *code* at *where* (line, column), quoting *words*.

        *near* finds the word that was probably meant, which takes time: not for ever in one file.
        """
        guess = ""
        if near is not None and self.guesses < MAX_GUESSES:
            self.guesses += 1
            guess = safe.line(near())
        said = {name: safe.line(str(word)) for name, word in words.items()}
        self.problems.append(Problem(code, Place(self.file, *where), said, guess))


FEW = 3
"""So many of one code are worth a line each; of more, one line says how many."""


def gathered(problems: list[Problem], families: str = "") -> list[tuple[Problem, int]]:
    """Return *problems*, each with how many more of its code and file it stands for.

    Only codes of *families* are gathered, where given. The first of them is the one that stands.
    """
    count = Counter((problem.code, problem.place.file) for problem in problems)
    told: set[tuple[str, str]] = set()
    found: list[tuple[Problem, int]] = []
    for problem in problems:
        mark = (problem.code, problem.place.file)
        if count[mark] <= FEW or (families and problem.code[0] not in families):
            found.append((problem, 0))
        elif mark not in told:
            found.append((problem, count[mark] - 1))
        told.add(mark)
    return found


_UNREADABLE = {f"Y{number}" for number in (*range(101, 112), 120, 121, 122)}


def without_echoes(problems: list[Problem]) -> list[Problem]:
    """Return *problems* without what is only the echo of a line that could not be read."""
    lines = {problem.place.line for problem in problems if problem.code in _UNREADABLE}
    return [p for p in problems if p.code.startswith("Y") or p.place.line not in lines]


def ordered(problems: list[Problem]) -> list[Problem]:
    """Return *problems* in the order of the file, without repeats."""
    seen: set[tuple[object, ...]] = set()
    kept: list[Problem] = []
    for problem in sorted(
        problems, key=lambda found: (found.place.line, found.place.column, found.code)
    ):
        mark = (problem.code, problem.place, tuple(problem.words.items()))
        if mark not in seen:
            seen.add(mark)
            kept.append(problem)
    return kept
