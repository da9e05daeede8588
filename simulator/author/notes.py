"""Noting what an author's tools find: a code, what it is about, and where that stands."""

from collections.abc import Iterator

from simulator import safe
from simulator.scenario.model import Decision, Inject, Option, Scene
from simulator.scenario.problems import Place, Problem
from simulator.scenario.study import Study


class Notes:
    """Findings about one scenario, each at the place of what it is about."""

    def __init__(self, study: Study) -> None:
        """Note what is found in *study*."""
        self.study = study
        self.problems: list[Problem] = []

    def add(self, code: str, about: str, *where: str, language: str = "", **words: object) -> None:
        """Note *code* about something; *where* are its addresses, the first known one is its place.

        With *language*, the place is in the file that holds the text of that language.
        """
        said = {name: safe.line(str(word)) for name, word in words.items()}
        place = self.place(where, language)
        self.problems.append(Problem(code, place, said, about=about))

    def place(self, where: tuple[str, ...], language: str = "") -> Place:
        """Return the place of the first address of *where* that has one."""
        study = self.study
        translation = study.translations.get(language)
        if translation is not None:
            file = study.files.folder / f"text.{language}.yaml"
            found = next((translation.places[a] for a in where if a in translation.places), (0, 0))
            return Place(str(file), *found)
        places = study.parsed.places
        return Place(study.files.name, *next((places[a] for a in where if a in places), (0, 0)))


def decisions(study: Study) -> Iterator[tuple[Scene, Decision]]:
    """Yield every scene that asks something, with its decision, in the order of the file."""
    for scene in study.loaded.scenario.scenes.values():
        if scene.decision:
            yield scene, scene.decision


def options(study: Study) -> Iterator[tuple[Scene, Option]]:
    """Yield every option of every decision."""
    for scene, decision in decisions(study):
        for option in decision.options:
            yield scene, option


def posts(study: Study) -> Iterator[Inject]:
    """Yield every post that a play may show, but what lies on the shelf."""
    scenario = study.loaded.scenario
    yield from (*scenario.history, *scenario.prologue, *scenario.epilogue)
    for scene in scenario.scenes.values():
        yield from scene.injects
    for _, option in options(study):
        yield from option.then
    for ending in scenario.endings:
        yield from ending.lines
