"""The open decision as a page: its options, what looking closer would cost, how to answer."""

import re
from collections.abc import Collection, Iterator

from simulator.conduct.conduct import Conduct
from simulator.exercise import events as e
from simulator.exercise.engine import inquiries
from simulator.exercise.engine import prompt as prompt_of
from simulator.exercise.state import State
from simulator.language import Language
from simulator.present import pages
from simulator.present.room import Room
from simulator.scenario.model import US, Decision, Inquiry, Scene
from simulator.scenario.prompt import Choice, Prompt, minutes_of

SECONDS_A_MINUTE = 6
"""Real seconds that stand for a simulated minute of a countdown; they never grade (F7)."""

SPEAKING = 3
"""Letters from which a part of a name says who is meant: "Dr" and "P." do not."""

INSIDE = frozenset({"team"})
"""Kinds of channels where nobody waits for a word from the organisation."""

LETTERS = "abcdefgh"
"""Looks are lettered so that numbers are free for choices."""


def ask(room: Room, conduct: Conduct) -> pages.Ask | None:
    """Return the open decision of a play; None when nothing is asked."""
    return ask_at(room, conduct.state, conduct.log)


def ask_at(room: Room, state: State, log: e.Log) -> pages.Ask | None:
    """Return the decision that is open in *state*, which *log* led to, whoever plays."""
    scene, prompt = room.scenario.scenes.get(state.scene), prompt_of(room.scenario, state)
    if scene is None or scene.decision is None or prompt is None:
        return None
    texts, decision = room.texts, scene.decision
    choices = [_choice(room, scene.id, decision, choice) for choice in prompt.choices]
    return pages.Ask(
        scene.id, room.when(state.clock), texts.of(scene.id, "ask"),
        how(room.language, prompt), tuple(choices),
        looks_at(room, state),
        prompt.parts, prompt.low, prompt.high, prompt.ordered, prompt.budget,
        _limit(room, state, decision), texts.of(scene.id, "hint"), scene.asks_confidence,
        decision.within is not None, (decision.within or 0) * SECONDS_A_MINUTE,
        about(room, scene, prompt, log), tuple(found(room, log, scene.id)),
    )  # fmt: skip


def about(room: Room, scene: Scene, prompt: Prompt, log: e.Log) -> pages.Post | None:
    """Return the post that the open decision answers; None where that is not plain to see.

    It is by whom the question or the title names (of several, who deserves a word, else the last),
    or deserves a word, or is by the only one who wrote. Where several things are decided at
    once, there is no such post.
    """
    if prompt.high > 1 and not prompt.parts:
        return None
    written = {inject.address: inject for inject in scene.injects}
    told = [
        event for event in log
        if isinstance(event, e.InjectDelivered) and event.address in written
        and event.persona != US and room.kind(event.channel) not in INSIDE
    ]  # fmt: skip
    words = " ".join(room.texts.of(scene.id, part) for part in ("title", "ask"))
    raisers = {event.persona for event in told if written[event.address].raises}
    named = _named(room, words, raisers) or _named(room, words, {x.persona for x in told})
    by_them = [event for event in told if not named or event.persona == named]
    raising = [event for event in by_them if written[event.address].raises]
    is_plain = bool(raising) or len({event.persona for event in by_them}) == 1
    last = (raising or by_them)[-1] if is_plain else None
    return None if last is None else room.post(last)


def _named(room: Room, text: str, personas: set[str]) -> str:
    """Return which of *personas* is named last in *text*, by any part of the name; "" if none."""
    places: dict[str, int] = {}
    for persona in personas:
        for name in room.who(persona).split():
            found = list(re.finditer(rf"\b{re.escape(name)}(?!\w)", text))
            if found and name[:1].isupper() and len(name) >= SPEAKING:
                places[persona] = max(places.get(persona, -1), found[-1].start())
    return max(sorted(places), key=lambda persona: places[persona], default="")


def answered(room: Room, post: pages.Post) -> pages.Leaf:
    """Return the whole of what a decision answers."""
    place = f"{post.who} · {post.where} · {post.when}"
    lines = tuple(line for line in post.text.split("\n") if line)
    return pages.Leaf(room.language._("What you are answering"), (pages.Section(place, lines),))


def found(room: Room, log: e.Log, scene: str = "") -> Iterator[pages.Found]:
    """Yield what looking closer has shown, in one *scene* or all along."""
    for event in log:
        if isinstance(event, e.InquiryMade) and scene in {"", event.scene}:
            yield room.found(event)


def finds(room: Room, conduct: Conduct) -> pages.Leaf:
    """Return all that looking closer has shown so far, the newest first."""
    _ = room.language._
    sections = [
        pages.Section(f"{one.looked} ({one.when})", (one.text,)) for one in found(room, conduct.log)
    ]
    lead = "" if sections else _("You have not looked closer at anything yet: a letter does.")
    return pages.Leaf(_("What you found"), tuple(reversed(sections)), lead)


def full(language: Language, most: int) -> str:
    """Return why another option cannot be picked beside the *most* that are, and what to do."""
    return language.n(
        "One is picked already, and no more than one can be: put it out first.",
        "{count} are picked already, and no more can be: put one out first.",
        most,
    )


def how(language: Language, prompt: Prompt) -> str:
    """Return how to answer, in a sentence."""
    _ = language._
    if prompt.parts:
        return _("Compose one message: pick one opening, one substance and one close.")
    if prompt.ordered:
        return _("Put all of them in order, the first to be done first. Each takes its time.")
    if prompt.budget is not None:
        budget = language.minutes(prompt.budget)
        return _("Pick as many as fit in {budget}, or none.", budget=budget)
    if prompt.high == 1:
        return _("Pick one.")
    if prompt.low == prompt.high:
        return language.n("Pick {count}.", "Pick {count}.", prompt.low)
    return _("Pick from {low} to {high}.", low=prompt.low, high=prompt.high)


def total(language: Language, page: pages.Ask, picks: Collection[str]) -> str:
    """Return how much of its budget *picks* take, and how much too much; "" without a budget."""
    if page.budget is None:
        return ""
    taken = sum(choice.takes for choice in page.choices if choice.id in picks)
    if taken > page.budget:
        over = taken - page.budget
        return language._(
            "{taken} of {budget} min: {over} too many", taken=taken, budget=page.budget, over=over
        )
    return language._("{taken} of {budget} min", taken=taken, budget=page.budget)


def part_name(language: Language, part: str) -> str:
    """Return the name of a part of a composed message."""
    _ = language._
    names = {"opening": _("Opening"), "substance": _("Substance"), "close": _("Close")}
    return names.get(part, "")


def _choice(room: Room, scene: str, decision: Decision, choice: Choice) -> pages.Choice:
    option = next(option for option in decision.options if option.id == choice.id)
    publishes = option.publishes and not choice.part
    return pages.Choice(
        choice.id, room.texts.of(scene, choice.id, "text"),
        room.texts.of(scene, choice.id, "publishes"),
        room.language.minutes(choice.minutes) if choice.minutes or not choice.part else "",
        thanks(room, choice.thanks), choice.part,
        room.texts.of("channels", option.channel, "name") if publishes else "",
        takes=choice.minutes,
    )  # fmt: skip


def thanks(room: Room, flag: str) -> str:
    """Return what made something cheaper, as a few words."""
    return room.texts.of("flags", flag) if flag else ""


def looks_at(room: Room, state: State) -> tuple[pages.Choice, ...]:
    """Return what may be looked at in *state*, each with its letter and what it takes."""
    found = inquiries(room.scenario, state)
    return tuple(_look(room, state, state.scene, inquiry) for inquiry in found)


def _look(room: Room, state: State, scene: str, inquiry: Inquiry) -> pages.Choice:
    minutes, flag = minutes_of(inquiry.cost, state.flags)
    return pages.Choice(
        inquiry.id, room.texts.of(scene, inquiry.id, "text"),
        minutes=room.language.minutes(minutes), thanks=thanks(room, flag),
        letter=LETTERS[room.scenario.scenes[scene].inquiries.index(inquiry)],
    )  # fmt: skip


def _limit(room: Room, state: State, decision: Decision) -> str:
    if decision.within is None:
        return ""
    left = state.opened + decision.within - state.clock
    default = room.language.join(room.texts.of(state.scene, p, "text") for p in decision.default)
    if left <= 0:
        return room.language._(
            "Now is the last moment to decide. After it: {default}", default=default
        )
    return room.language._(
        "{minutes} left to decide. When time is up: {default}",
        minutes=room.language.minutes(max(left, 0)), default=default,
    )  # fmt: skip
