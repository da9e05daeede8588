"""What is read in a play, and how many words that is: one definition for the check and exploring.

Read are: the organisation, its plan and history; of each scene that opens its title, brief and
question and all that can be looked at or answered in it; every post that arrives, what looking
closer reveals, what the response publishes and the mentor says to it; the ending and what follows.
The debrief is not in it.
"""

from collections.abc import Iterable, Mapping

from simulator.exercise import events as e
from simulator.scenario.model import Scene, Texts

HEAD = frozenset({"organisation", "plan", "history"})


class Reading:
    """Counts words in every language at once."""

    def __init__(self, texts: Mapping[str, Texts]) -> None:
        self.texts = texts
        self.languages = tuple(sorted(texts))
        self._known: dict[str, tuple[int, ...]] = {}

    @property
    def head(self) -> tuple[str, ...]:
        """The addresses that are read before anything happens."""
        found = {a: None for texts in self.texts.values() for a in texts}
        return tuple(a for a in found if a.partition(".")[0] in HEAD)

    def count(self, addresses: Iterable[str]) -> tuple[int, ...]:
        """Return the words at *addresses*, a number for each language."""
        rows = [self._one(address) for address in addresses]
        return tuple(map(sum, zip(*rows, strict=True))) if rows else (0,) * len(self.languages)

    def _one(self, address: str) -> tuple[int, ...]:
        if address not in self._known:
            self._known[address] = tuple(
                len(self.texts[language].get(address, "").split()) for language in self.languages
            )
        return self._known[address]


def scene_reads(scene: Scene) -> tuple[str, ...]:
    """Return the addresses that are read when *scene* opens, its posts apart."""
    ids = [inquiry.id for inquiry in scene.inquiries]
    ids += [option.id for option in scene.decision.options] if scene.decision else []
    parts = [f"{scene.id}.{part}" for part in ("title", "brief", "ask")]
    return (*parts, *(f"{scene.id}.{item}.text" for item in ids))


def response_reads(scene: str, picks: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses that are read when *picks* are answered, what people answer apart."""
    return tuple(f"{scene}.{pick}.{part}" for pick in picks for part in ("mentor", "publishes"))


def ending_reads(ending: str) -> tuple[str, ...]:
    """Return the addresses that are read at *ending*, what it adds by condition apart."""
    return f"{ending}.headline", f"{ending}.text"


def log_reads(scenes: Mapping[str, Scene], log: e.Log) -> Iterable[str]:
    """Yield the addresses that were read in the play of *log*, what comes before it apart."""
    for event in log:
        match event:
            case e.SceneOpened():
                yield from scene_reads(scenes[event.scene])
            case e.InjectDelivered():
                yield event.address
            case e.InquiryMade():
                yield event.reveal
            case e.ResponseGiven():
                yield from response_reads(event.scene, event.picks)
            case e.ExerciseEnded():
                yield from (*ending_reads(event.ending), *event.lines, *event.epilogue)
