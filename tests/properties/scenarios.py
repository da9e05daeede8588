"""Scenarios made up by hypothesis: legal, and as odd as the language allows.

`scenarios()` builds model objects directly, so that nothing here depends on how they are written.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from hypothesis import strategies as st

from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator.scenario.check import MOST_SURE
from simulator.scenario.kinds import KINDS
from simulator.scenario.load import Loaded
from simulator.scenario.model import (
    END,
    Cost,
    Decision,
    Drift,
    Duty,
    Effect,
    Ending,
    Gauge,
    Hours,
    Inject,
    Inquiry,
    ItemKey,
    Option,
    Pair,
    Reveal,
    Scenario,
    Scene,
    SceneKey,
    Texts,
    When,
)
from tests.unit.exercise import building

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[Any]], Any]

FLAGS = ("ready", "seen", "warned")
MOODS = ("waiting", "heard", "angry")
SIGNALS = ("s1", "s2", "s3", "s4")
PROMISES = ("word", "outcome")
CAUSES = ("us", "courier", "nobody")
PARTS = ("opening", "substance", "close")
RATED = tuple(name for name in PRINCIPLES if name != ACKNOWLEDGEMENT)

_LEAVES = (
    *(When("gauge", "trust", levels) for levels in (("low",), ("fair", "high"), ("high",))),
    *(When("gauge", "energy", (level,)) for level in ("tired", "fit")),
    *(When("flag", name, (answer,)) for name in FLAGS for answer in ("yes", "no")),
    *(When("mood", "lena", (value,)) for value in MOODS),
    *(
        When("signal", name, (status,))
        for name in SIGNALS
        for status in ("quiet", "unanswered", "answered")
    ),
    *(
        When("promise", name, (status,))
        for name in PROMISES
        for status in ("none", "open", "kept", "broken")
    ),
    *(When("truth", "cause", (value,)) for value in CAUSES),
)
_EFFECTS = (
    *(Effect("gauge", "trust", by=by) for by in (-100, -15, -5, 5, 20, 100)),
    *(Effect("gauge", "energy", by=by) for by in (-30, -5, 5)),
    *(Effect("flag", name, value="yes") for name in FLAGS),
    *(Effect("mood", "lena", value=value) for value in MOODS),
)
_COSTS = (
    *(Cost(minutes) for minutes in (0, 1, 5, 10, 60, 400)),
    Cost(10, (("ready", 2),)),
    Cost(30, (("seen", 0), ("ready", 5))),
    Cost(5, (("warned", 45),)),  # `faster` may also be slower: nothing forbids it
)

leaves = st.sampled_from(_LEAVES)
whens = leaves | st.one_of(
    st.builds(lambda part: When("not", parts=(part,)), leaves),
    st.builds(
        lambda op, *parts: When(op, parts=parts), st.sampled_from(("all", "any")), leaves, leaves
    ),
)
effects = st.lists(st.sampled_from(_EFFECTS), max_size=2).map(tuple)
costs = st.sampled_from(_COSTS)
marks = st.sampled_from((0, 1, 2, -1, -2, 2, -2, None))
ratings = st.dictionaries(st.sampled_from(RATED), marks, max_size=2).map(
    lambda found: tuple(found.items())
)
_ONE_IN = {number: st.integers(0, number - 1) for number in range(2, 10)}
_COUNTS = {most: st.integers(0, most) for most in range(9)}


def rarely(draw: Draw, one_in: int, strategy: st.SearchStrategy[T], otherwise: T) -> T:
    """Draw from *strategy* one time in *one_in*; shrinks to *otherwise*."""
    return draw(strategy) if draw(_ONE_IN[one_in]) == one_in - 1 else otherwise


@dataclass
class _File:
    """What a scenario being written knows so far."""

    draw: Draw
    names: list[str]
    interrupts: list[bool]
    texts: Texts = field(default_factory=Texts)
    published: list[str] = field(default_factory=list)
    opened: int = 0

    def inject(self, prefix: str, persona: str, *, late: bool) -> Inject:
        draw = self.draw
        quotes = rarely(draw, 4, st.sampled_from(self.published), "") if self.published else ""
        if quotes:
            self.texts[f"{prefix}.{persona}"] = "You said: <quote>"
        return Inject(
            persona.removesuffix("-2").removesuffix("-3"),
            "page",
            f"{prefix}.{persona}",
            posted=rarely(draw, 4, st.sampled_from((-3000, -7, 0, 3, 500)), None),
            after=rarely(draw, 3, st.sampled_from((1, 4, 12, 200)), 0) if late else 0,
            when=rarely(draw, 4, whens, None),
            raises=rarely(draw, 2, st.sampled_from(SIGNALS), ""),
            effects=rarely(draw, 3, effects, ()),
            quotes=quotes,
        )

    def injects(self, prefix: str, most: int, *, late: bool = False) -> tuple[Inject, ...]:
        speakers = ("lena", "tom", "lena-2", "us", "tom-2")
        count = self.draw(_COUNTS[most])
        return tuple(self.inject(prefix, speaker, late=late) for speaker in speakers[:count])

    def inquiries(self, scene: str) -> tuple[Inquiry, ...]:
        return tuple(
            Inquiry(
                f"look-{number}",
                self.draw(costs),
                (
                    Reveal(f"{scene}.look-{number}.reveals", self.draw(leaves)),
                    Reveal(f"{scene}.look-{number}.reveals-2"),
                ),
                rarely(self.draw, 4, whens, None),
                self.draw(effects),
            )
            for number in range(self.draw(_COUNTS[3]))
        )

    def option(self, scene: str, name: str, *, part: str, fixed: bool) -> Option:
        draw = self.draw
        later = [
            other
            for number, other in enumerate(self.names)
            if number > self.names.index(scene) and not self.interrupts[number]
        ]
        interrupts = self.interrupts[self.names.index(scene)]
        publishes = part != "" or draw(st.booleans())
        return Option(
            name,
            part,
            draw(costs),
            None if fixed else rarely(draw, 2, whens, None),
            "page",
            publishes=publishes,
            quotable=publishes and draw(st.booleans()),
            acknowledges=rarely(
                draw,
                2,
                st.dictionaries(
                    st.sampled_from(SIGNALS),
                    st.sampled_from(("full", "vague", "private", "untrue")),
                    max_size=2,
                ).map(lambda found: tuple(found.items())),
                (),
            ),
            raises=rarely(draw, 5, st.sampled_from(SIGNALS), ""),
            promises=rarely(
                draw,
                2,
                st.tuples(
                    st.sampled_from(PROMISES),
                    st.sampled_from((1, 90, 3000)).map(self.opened.__add__),
                ).map(lambda promise: (promise,)),
                (),
            ),
            keeps=rarely(draw, 2, st.sampled_from(PROMISES), ""),
            effects=draw(effects),
            then=self.injects(f"{scene}.{name}", 1) if draw(_ONE_IN[3]) == 2 else (),
            breaks=rarely(draw, 6, st.sampled_from(("privacy", "safety")), ""),
            meets=rarely(draw, 5, st.sampled_from(("notify", "safety")), ""),
            next="" if interrupts else rarely(draw, 5, st.sampled_from([*later, END]), ""),
            silent=not publishes,
        )

    def options(self, scene: str, kind: str) -> tuple[Option, ...]:
        if KINDS[kind].by_part:
            used = PARTS[: self.draw(st.integers(1, 3))]
            return tuple(
                self.option(scene, f"{part}-{number}", part=part, fixed=number == 0)
                for part in used
                for number in range(2)
            )
        always = 1 if KINDS[kind].picks_some else 2
        return tuple(
            self.option(scene, name, part="", fixed=number < always)
            for number, name in enumerate("abcd"[: self.draw(st.integers(2, 4))])
        )

    def decision(self, scene: str) -> Decision:
        draw = self.draw
        kind = draw(st.sampled_from(tuple(KINDS)))
        options = self.options(scene, kind)
        asked = Decision(kind, options, channel="page" if KINDS[kind].by_part else "")
        if KINDS[kind].picks_some:
            low = draw(_COUNTS[2])
            asked = replace(asked, low=low, high=draw(st.integers(max(low, 1), len(options))))
            if low == 0:
                asked = replace(asked, budget=rarely(draw, 2, st.sampled_from((10, 60)), None))
        if KINDS[kind].by_part:
            asked = replace(asked, minutes=draw(st.sampled_from((0, 10))))
        if draw(_ONE_IN[2]):
            within = draw(st.sampled_from((1, 10, 45, 600)))
            asked = replace(asked, within=within, default=self.default(asked))
        return asked

    def default(self, asked: Decision) -> tuple[str, ...]:
        """A response that is legal whatever is offered besides: as the checker wants it."""
        always = [option for option in asked.options if option.when is None]
        if KINDS[asked.kind].by_part:
            return tuple(
                next(option.id for option in always if option.part == part)
                for part in PARTS
                if any(option.part == part for option in always)
            )
        names = [option.id for option in always]
        if KINDS[asked.kind].picks_all:
            return tuple(self.draw(st.permutations(names)))
        if KINDS[asked.kind].picks_some:
            if asked.budget is not None:
                return ()
            low, high = min(asked.low, len(names)), min(asked.high, len(names))
            return tuple(self.draw(st.permutations(names)))[: self.draw(st.integers(low, high))]
        return (self.draw(st.sampled_from(names)),)

    def scene(self, number: int) -> tuple[Scene, SceneKey]:
        draw, name, interrupts = self.draw, self.names[number], self.interrupts[number]
        opens = None
        if not interrupts:
            wait = rarely(draw, 3, st.sampled_from((5, 60, 1440, 4000)), None)
            opens = None if wait is None else self.opened + wait
            self.opened = opens or self.opened
        normal = [other for n, other in enumerate(self.names) if not self.interrupts[n]]
        follows = [other for other in normal if self.names.index(other) > number]
        injects = self.injects(name, 3, late=True)
        asked = None if draw(_ONE_IN[5]) == 4 else self.decision(name)
        if asked and any(option.publishes for option in asked.options):
            self.published.append(name)
        scene = Scene(
            name,
            opens,
            injects,
            self.inquiries(name) if asked else (),
            asked,
            END if interrupts or not follows else follows[0],
            asks_confidence=bool(asked) and draw(st.booleans()),
            interrupts=interrupts,
            when=draw(whens) if interrupts else None,
            before=rarely(draw, 3, st.sampled_from(normal).map(lambda one: (one,)), ())
            if interrupts
            else (),
        )
        return scene, self.key(scene)

    def key(self, scene: Scene) -> SceneKey:
        draw, asked = self.draw, scene.decision
        items = {inquiry.id: ItemKey(draw(ratings)) for inquiry in scene.inquiries}
        pairs: tuple[Pair, ...] = ()
        if asked:
            left = ratings if KINDS[asked.kind].picks_some else st.just(())
            for option in asked.options:
                items[option.id] = ItemKey(draw(ratings), draw(left))
            if relation := KINDS[asked.kind].relation:
                first, last = asked.options[0].id, asked.options[-1].id
                pairs = (Pair(first, relation, last, draw(ratings)),)
        return SceneKey(items, pairs)


def _drift(draw: Draw) -> Drift | None:
    drift = st.builds(
        Drift,
        st.sampled_from((-10, -3, 5)),
        st.sampled_from((5, 15, 60)),
        st.none() | leaves,
    )
    return rarely(draw, 2, drift, None)


def _endings(file: _File) -> tuple[Ending, ...]:
    conditional = [
        Ending(f"end-{number}", file.draw(whens), lines=file.injects(f"end-{number}", 1))
        for number in range(file.draw(_COUNTS[2]))
    ]
    return (*conditional, Ending("last", lines=file.injects("last", 2)))


@st.composite
def scenarios(draw: Draw, most: int = 5) -> Loaded:
    """A legal scenario of at most *most* scenes, with its key."""
    interrupts = [False, *(draw(_ONE_IN[4]) == 3 for _ in range(draw(st.integers(0, most - 1))))]
    file = _File(draw, [f"scene-{number}" for number in range(len(interrupts))], interrupts)
    prologue = file.injects("prologue", 1)
    rows = [file.scene(number) for number in range(len(interrupts))]
    sure = [scene.id for scene, _ in rows if scene.asks_confidence][:MOST_SURE]
    scenes = {scene.id: replace(scene, asks_confidence=scene.id in sure) for scene, _ in rows}
    levels = (("low", 0), ("fair", 40), ("high", 70))
    plain = building.scenario()
    played: Scenario = replace(
        plain,
        starts=draw(st.integers(0, 7 * 1440 - 1)),
        hours=rarely(draw, 2, st.just(building.OFFICE) | st.just(Hours(((),) * 7)), None),
        gauges=(
            Gauge(
                "trust", draw(st.sampled_from((0, 45, 60, 100))), levels, _drift(draw), _drift(draw)
            ),
            Gauge("energy", 55, (("tired", 0), ("fit", 50)), _drift(draw)),
        ),
        truths=(("cause", CAUSES),),
        duties=(
            Duty("privacy"),
            Duty("safety", by=draw(st.sampled_from((0, 30, 2000)))),
            Duty("notify", by=60, when=draw(whens)),
        ),
        prologue=prologue,
        epilogue=file.injects("epilogue", 2),
        short=tuple(
            rarely(draw, 2, st.lists(st.sampled_from(file.names), max_size=3, unique=True), [])
        ),
        scenes=scenes,
        endings=_endings(file),
    )
    return building.loaded(played, {scene.id: marked for scene, marked in rows}, file.texts)
