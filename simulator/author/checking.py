"""`badbuzz check`, whole: what reading finds, then what playing and counting find."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from simulator.author import fair, guessable, names, playable, typography
from simulator.author.notes import Notes
from simulator.author.proof import prove
from simulator.explore.spending import CalledOff, never
from simulator.explore.walk import SECONDS
from simulator.scenario.codes import SOFT
from simulator.scenario.load import Loaded, load, weight
from simulator.scenario.problems import Place, Problem, Weight, ordered
from simulator.scenario.study import Study, study

__all__ = ["CalledOff", "Let", "Report", "check", "read_only"]

UNPROVEN = "P100"


@dataclass(frozen=True, slots=True)
class Let:
    """A finding that the author lets stand, and why."""

    problem: Problem
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found in one scenario."""

    loaded: Loaded | None
    problems: tuple[Problem, ...]
    """Errors, warnings and advice, in the order of the files."""
    accepted: tuple[Let, ...] = ()

    def count(self, heavy: Weight) -> int:
        """Return how many problems weigh just that."""
        return sum(weight(problem) is heavy for problem in self.problems)

    @property
    def sorted(self) -> list[Problem]:
        """The problems, errors first, then warnings, then advice; else as the files have them."""
        return [p for heavy in Weight for p in self.problems if weight(p) is heavy]

    @property
    def is_clean(self) -> bool:
        """Whether neither an error nor a warning was found, nor anything left unproven."""
        return all(weight(problem) is Weight.ADVICE for problem in self.problems)

    @property
    def is_unproven(self) -> bool:
        """Whether the search stopped before something was settled."""
        return any(problem.code == UNPROVEN for problem in self.problems)


def read_only(path: Path) -> Report:
    """Find what reading finds in the scenario at *path*: nothing is played or counted."""
    loaded, problems = load(path)
    return Report(loaded, tuple(problems))


def check(
    path: Path, cache: Path | None = None, seconds: float = SECONDS,
    is_off: Callable[[], bool] = never,
) -> Report:  # fmt: skip
    """Find everything that is wrong with the scenario at *path*.

    Playing begins when reading has found no error that stops it. With *cache*, a folder, what was
    proven of the same files is not proven again. Who looks while the files are written may call it
    off from another thread: CalledOff is raised soon after *is_off* says so.
    """
    read, problems = study(path)
    if read is None:
        return Report(None, tuple(problems))
    notes = Notes(read)
    wanted = frozenset({*playable.wanted(read), *fair.wanted(read)})
    proof = prove(read, wanted, cache, seconds, is_off)
    playable.playable(notes, proof)
    fair.fair(notes, proof)
    guessable.guessable(notes, proof)
    names.names(notes)
    typography.typography(notes)
    found = [_softened(problem, read) for problem in notes.problems]
    standing, accepted = _sorted_out(read, found)
    return Report(read.loaded, (*problems, *_by_file(standing)), tuple(accepted))


def _softened(problem: Problem, read: Study) -> Problem:
    """Return *problem*, as advice where it is unfair or guessable in an unfinished draft."""
    if read.loaded.scenario.is_draft and problem.code[0] in SOFT:
        return replace(problem, weight=Weight.ADVICE)
    return problem


def _sorted_out(read: Study, found: list[Problem]) -> tuple[list[Problem], list[Let]]:
    """Tell what the author accepts from what stands; what is accepted in vain stands too."""
    wanted = read.parsed.accepted
    standing: list[Problem] = []
    accepted: list[Let] = []
    for problem in found:
        row = wanted.get((problem.code, problem.about))
        if row and problem.code != UNPROVEN:
            accepted.append(Let(problem, row.reason))
        else:
            standing.append(problem)
    met = {(let.problem.code, let.problem.about) for let in accepted}
    for (code, about), row in wanted.items():
        if (code, about) not in met:
            place = Place(read.files.name, *row.at)
            standing.append(Problem("S158", place, {"finding": f"{code} {about}".strip()}))
    return standing, accepted


def _by_file(problems: list[Problem]) -> list[Problem]:
    """Order *problems* within each file, the files in the order in which they first appear."""
    files: Mapping[str, list[Problem]] = {problem.place.file: [] for problem in problems}
    for problem in problems:
        files[problem.place.file].append(problem)
    return [problem for found in files.values() for problem in ordered(found)]
