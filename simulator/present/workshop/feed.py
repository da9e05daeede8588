"""What happened in a team's exercise, with the facilitator's extra posts where they were played."""

from collections.abc import Iterable, Iterator, Mapping

from simulator.exercise import events as e
from simulator.exercise.engine import prompt
from simulator.exercise.state import replay
from simulator.present.pages import Found, Item, Note, Post
from simulator.present.room import Room
from simulator.present.workshop.pages import Feed
from simulator.present.workshop.question import by_letter, listed
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop.state import Extra, Team


def feed(room: Room, team: Team) -> Feed:
    """Return the posts of *team*: those of before, and those since its last response."""
    log = team.log
    cut = max((n for n, event in enumerate(log) if isinstance(event, e.ResponseGiven)), default=0)
    earlier: list[Item] = list(room.history()) if log else []
    before = [extra for extra in team.extras if extra.after <= cut]
    since = [extra for extra in team.extras if extra.after > cut]
    earlier += _told(room, team, log[:cut], before, 0)
    items = tuple(_told(room, team, log[cut:], since, cut))
    values = team.exercise.gauges
    gauges = room.gauges(values, _gauges(log[:cut]) or None) if log else ()
    return Feed(tuple(earlier), items, gauges, room.when(team.exercise.clock) if log else "")


def just_found(told: Feed) -> tuple[Item, ...]:
    """Return what the last closer look at the open scene found; () where nobody has looked."""
    return tuple(one for one in told.items if isinstance(one, Found))[-1:]


def trial(room: Room, team: Team, tried: w.Tried) -> tuple[Item, ...]:
    """Return what another response would have set off at once: posts, and gauges that move."""
    before, after = team.exercise.gauges, {**team.exercise.gauges, **_gauges(tried.events)}
    moved = tuple(
        Note(f"{gauge.name} {gauge.change:+d}".replace("-", "\u2212"))
        for gauge in room.gauges(after, before) if gauge.change
    )  # fmt: skip
    shown = (*room.items(tried.events), *moved)
    return shown or (Note(room.language._("Nothing that anybody would see at once.")),)


def extra_post(room: Room, post: w.Injected) -> Post:
    """Return a post that the facilitator played."""
    for inject in room.scenario.shelf:
        if inject.address == post.address:
            return room.line(inject, post.minute)
    when = room.when(post.minute, post.minute)
    return Post(post.who, room.language._("live"), when, post.text)


def _told(
    room: Room, team: Team, log: e.Log, extras: Iterable[Extra], before: int
) -> Iterator[Item]:
    """Yield what *log* shows, which so many events came *before*."""
    done = 0
    for extra in extras:
        yield from _items(room, team, log[done : extra.after - before])
        yield extra_post(room, extra.post)
        done = extra.after - before
    yield from _items(room, team, log[done:])


def _items(room: Room, team: Team, log: e.Log) -> Iterator[Item]:
    """Yield what *log* shows, and before what each response brought, what it was and whose."""
    done = 0
    for number, event in enumerate(log):
        if isinstance(event, e.ResponseGiven) and event.how == "chosen":
            yield from room.items(log[done:number])
            yield Note(_answered(room, team, event))
            done = number
    yield from room.items(log[done:])


def _answered(room: Room, team: Team, event: e.ResponseGiven) -> str:
    _ = room.language._
    how = next((one.how for one in team.decided if one.scene == event.scene), "")
    texts = [room.texts.of(event.scene, pick, "text") for pick in _lettered(room, team, event)]
    # What was put together from parts stands below, whole, as it was published.
    answer = _("the message below") if _is_composed(room, event) else listed(room.language, texts)
    said = {
        c.MAJORITY: _("The majority decided: {answer}"),
        c.SPOKESPERSON: _("The spokesperson decided: {answer}"),
        c.FACILITATOR: _("The facilitator decided: {answer}"),
        "skipped": _("Passed over, and this is what happens: {answer}"),
    }
    return said.get(how, _("The answer: {answer}")).format(answer=answer)


def _lettered(room: Room, team: Team, event: e.ResponseGiven) -> tuple[str, ...]:
    """Return what was answered by *event*, in the order of the letters that it was voted on by."""
    if len(event.picks) < 2 or event not in team.log:  # noqa: PLR2004 - one has no order
        return event.picks
    asked = prompt(room.scenario, replay(team.log[: team.log.index(event)]))
    shown = [choice.id for choice in asked.choices] if asked else ()
    return by_letter(room, event.scene, shown, event.picks)


def _is_composed(room: Room, event: e.ResponseGiven) -> bool:
    decision = room.scenario.scenes[event.scene].decision
    return decision is not None and any(option.part for option in decision.options)


def _gauges(log: e.Log) -> Mapping[str, int]:
    values: dict[str, int] = {}
    for event in log:
        if isinstance(event, e.ExerciseStarted):
            values = dict(event.gauges)
        elif isinstance(event, e.GaugeMoved):
            values[event.gauge] = event.value
    return values
