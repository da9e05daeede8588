"""What the facilitator has at hand: people, notes, prompts, the next step; never who said what."""

from collections import Counter
from collections.abc import Collection

from simulator.language import Language
from simulator.present.asking import looks_at
from simulator.present.faults import DOUBTFUL
from simulator.present.pages import Ask, Choice
from simulator.present.room import Room
from simulator.present.workshop.pages import Guide, SeatRow, Split
from simulator.present.workshop.question import lettered
from simulator.present.workshop.telling import answered, team_name
from simulator.store.faults import StoreFault
from simulator.workshop import commands as c
from simulator.workshop.onward import next_command
from simulator.workshop.state import CLOSED, DEBRIEF, LOCKED, OVER, SHUT, VOTING, Team, Workshop


def guide(room: Room, now: Workshop, team: Team, ask: Ask | None, split: Split | None) -> Guide:
    """Return what the author wrote for the facilitator of the open scene, and what to ask."""
    scene, texts = team.exercise.scene, room.texts
    prompts = _paragraphs(texts.of(scene, "discuss"))
    if split is not None:
        prompts = (*prompts, split.prompt)
    wishes = Counter(team.wishes.values())
    looks = () if team.phase == OVER else looks_at(room, team.exercise)
    return Guide(
        texts.of(scene, "title") or team_name(room.language, now, team.id),
        _paragraphs(texts.of(scene, "notes")), prompts, lettered(room.language, ask),
        tuple((look, wishes[look.id]) for look in looks),
    )  # fmt: skip


def wanted(language: Language, look: Choice, count: int) -> str:
    """Return what may be looked at, what it takes, and how many would like to."""
    n = language.n
    wishes = n("{count} would like to", "{count} would like to", count) if count else ""
    return " · ".join(part for part in (look.text, look.minutes, wishes) if part)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())


def rows(language: Language, now: Workshop, here: Collection[str]) -> tuple[SeatRow, ...]:
    """Return who is seated, by team and in the order in which they came."""
    found = []
    for team in now.teams.values():
        step = team.step if team.phase == VOTING else None
        for seat in now.members(team.id):
            has_answered = step is not None and seat.id in step.answers
            told = _told(
                language, is_here=seat.id in here,
                has_answered=has_answered if step is not None else None,
                speaks=seat.is_spokesperson,
            )  # fmt: skip
            name = team_name(language, now, team.id) if now.is_parallel else ""
            found.append(
                SeatRow(
                    seat.id, seat.name, name, seat.id in here, has_answered,
                    seat.is_spokesperson, told,
                )
            )  # fmt: skip
    return tuple(found)


def _told(language: Language, *, is_here: bool, has_answered: bool | None, speaks: bool) -> str:
    _ = language._
    said = [_("here") if is_here else _("not connected")]
    if has_answered is not None:
        said.append(_("has answered") if has_answered else _("has not answered yet"))
    if speaks:
        said.append(_("speaks for the team"))
    return ", ".join(said)


def present(language: Language, now: Workshop, here: Collection[str]) -> str:
    """Return how many are connected, and have answered; "" once nobody is expected any more."""
    if now.stage == CLOSED:
        return ""
    connected = len(set(now.seats) & set(here))
    told = language.n(
        "{count} of {among} connected", "{count} of {among} connected", connected,
        among=len(now.seats),
    )  # fmt: skip
    voting = [team for team in now.teams.values() if team.phase == VOTING and team.step]
    if not voting:
        return told
    count = sum(len(team.step.answers) for team in voting if team.step)
    among = sum(len(now.members(team.id)) for team in voting)
    return language.join([told, answered(language, count, among)])


def door(language: Language, now: Workshop) -> str:
    """Return why nobody can join; "" where people can."""
    _ = language._
    return {
        LOCKED: _("Nobody can join: you locked the door."),
        SHUT: _("Nobody can join: too many wrong codes were tried. Open the door again if you "
                "know why."),
    }.get(now.door, "")  # fmt: skip


def fault_told(language: Language, fault: StoreFault | None, *, is_closed: bool = False) -> str:
    """Return why the last thing could not be kept, and what that means; "" when all is well."""
    if fault is None:
        return ""
    _ = language._
    if is_closed:
        after = undeleted(language)
    elif fault.reason in DOUBTFUL:
        after = _("It is not known whether the last thing asked was kept: look before you repeat.")
    else:
        after = _("The last thing asked was not kept, so it did not happen: ask for it again.")
    return f"{fault.sentence(language)} {after}"


def undeleted(language: Language) -> str:
    """Say that what has to be deleted at the close still is there."""
    return language._(
        "What is private could not be deleted yet; that is tried again until it is done."
    )


def next_told(language: Language, now: Workshop, reason: str) -> str:
    """Return what one key does next; *reason* is why a team cannot go on by itself, or ""."""
    _ = language._
    command = next_command(now)
    if now.stage == DEBRIEF:
        return _("Turn the page, for everybody")
    if isinstance(command, c.GoOn) and reason:
        return _("Say which answer is taken")
    return {
        c.Begin: _("Begin the crisis"),
        c.OpenVote: _("Open the vote"),
        c.CloseVote: _("Close the vote and count"),
        c.Reveal: _("Show how they answered"),
        c.GoOn: _("Carry out the answer and go on"),
        c.EndTrial: _("Come back from what was tried"),
        c.CloseWriting: _("Put the posts on the wall"),
        c.EndWriting: _("Take the wall down (asks first)"),
        c.LookBack: _("Look back on it together"),
    }.get(type(command), "")
