"""Small scenarios for examples: only what an example is about needs to be written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from simulator.scenario import compiled
from simulator.scenario.load import Loaded
from simulator.scenario.model import (
    END,
    Channel,
    Cost,
    Decision,
    Effect,
    Ending,
    Gauge,
    Hours,
    Inject,
    Inquiry,
    ItemKey,
    Key,
    Option,
    Persona,
    Reveal,
    Scenario,
    Scene,
    SceneKey,
    Texts,
    When,
)

STANDARD = {
    "S1": (60, 240, 1440),
    "S2": (30, 60, 240, 720),
    "S3": (30, 60, 180, 720),
    "S4": (15, 30, 60, 180),
}
"""Minutes of the bands +2, +1, 0 and -1, copied by hand from the domain reference, section 2."""

OFFICE = Hours(((((9 * 60), 18 * 60),),) * 5 + ((), ()))
"""Monday to Friday, 09:00 to 18:00."""

TRUST = Gauge("trust", 60, (("low", 0), ("fair", 40), ("high", 70)))


def flag(name: str) -> Effect:
    return Effect("flag", name, value="yes")


def move(by: int, gauge: str = "trust") -> Effect:
    return Effect("gauge", gauge, by=by)


def mood(value: str, persona: str = "lena") -> Effect:
    return Effect("mood", persona, value=value)


def when(kind: str, name: str, *values: str) -> When:
    return When(kind, name, values)


def post(name: str, scene: str = "one", persona: str = "lena", **more: Any) -> Inject:
    return Inject(persona, "page", f"{scene}.{name}", **more)


def option(name: str, minutes: int = 0, **more: Any) -> Option:
    cost = more.pop("cost", Cost(minutes, more.pop("faster", ())))
    return Option(name, cost=cost, channel="page", **more)


def look(name: str, minutes: int = 5, scene: str = "one", **more: Any) -> Inquiry:
    return Inquiry(name, Cost(minutes), (Reveal(f"{scene}.{name}.reveals"),), **more)


def decision(*options: Option, kind: str = "one", **more: Any) -> Decision:
    several = {"low": 0, "high": len(options)} if kind == "several" else {}
    return Decision(kind, options, **{**several, **more})


def ask(*names: str, **more: Any) -> Decision:
    """A decision between options that do nothing."""
    return decision(*(option(name) for name in names or ("yes", "no")), **more)


def scene(name: str = "one", asked: Decision | None = None, **more: Any) -> Scene:
    return Scene(name, decision=asked, **more)


def linked(scenes: Iterable[Scene]) -> dict[str, Scene]:
    """Scenes by id; where no `next` is said, the next one in the file follows."""
    rows = list(scenes)
    found: dict[str, Scene] = {}
    for number, row in enumerate(rows):
        after = next((other.id for other in rows[number + 1 :] if not other.interrupts), END)
        found[row.id] = replace(row, next=after) if row.next == "" else row
    return found


def scenario(*scenes: Scene, **changes: Any) -> Scenario:
    """A scenario of *scenes*, each leading to the one after it."""
    told = [replace(row, next="" if row.next == END else row.next) for row in scenes]
    plain = Scenario(
        id="made-up",
        language="en",
        level=1,
        severity="S1",
        duration=10,
        is_tutorial=False,
        is_draft=False,
        tension="",
        sides=(),
        types=(),
        case="",
        principles=("calm", "plan"),
        starts=0,
        hours=None,
        targets=tuple(STANDARD.items()),
        plan=(),
        objectives=(),
        has_warnings=False,
        flags=("ready", "seen", "warned"),
        channels=(Channel("page", ours=True, kind="page"),),
        gauges=(TRUST,),
        personas=(Persona("lena", "page", ("waiting", "heard", "angry")), Persona("tom", "page")),
        signals=(("s1", "S1"), ("s2", "S2"), ("s3", "S3"), ("s4", "S4")),
        promises=("word", "outcome"),
        truths=(),
        duties=(),
        history=(),
        prologue=(),
        epilogue=(),
        shelf=(),
        short=(),
        scenes=linked(told),
        endings=(Ending("over"),),
    )
    return replace(plain, **changes)


def key(**scenes: Mapping[str, Mapping[str, int | None]]) -> Key:
    """Ratings: key(one={"yes": {"calm": 2}})."""
    return {
        name: SceneKey({item: ItemKey(tuple(marks.items())) for item, marks in items.items()})
        for name, items in scenes.items()
    }


def loaded(played: Scenario, ratings: Key | None = None, texts: Texts | None = None) -> Loaded:
    found = ratings or {}
    version = compiled.key_version(found)
    return Loaded(played, found, {"en": texts or Texts()}, "d" * 64, version)


def picks_of(words: Sequence[str] | str) -> tuple[str, ...]:
    return (words,) if isinstance(words, str) else tuple(words)
