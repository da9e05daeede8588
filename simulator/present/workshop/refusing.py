"""Why a workshop refused something, said to whoever asked."""

from simulator.language import Language
from simulator.workshop import commands as c


def refused(language: Language, reason: str, command: c.Command | type | None = None) -> str:
    """Return the sentence for *reason*; the *command* tells apart what one word means twice."""
    kind = command if isinstance(command, type) else type(command)
    said = _of_commands(language).get((kind, reason)) or _sentences(language).get(reason)
    return said or language._("This cannot be done now.")


def _of_commands(language: Language) -> dict[tuple[type, str], str]:
    _ = language._
    return {
        (c.Join, "twice"): _("You are seated already."),
        (c.Write, "few"): _("Write something first."),
        (c.TakeNote, "few"): _("Write something first."),
        (c.Write, "late"): _("The time to write is over."),
        (c.Favour, "late"): _("The wall is down, or not up yet: your pick does not count."),
        (c.Favour, "unknown"): _("There is no such post on the wall."),
        (c.Wish, "late"): _("It is too late to look closer at this."),
        (c.Wish, "unknown"): _("This cannot be looked at, or was looked at already."),
        (c.Look, "unknown"): _("This cannot be looked at, or was looked at already."),
        (c.Inject, "unknown"): _("Say who writes and what, or take a post from the shelf."),
        (c.Inject, "closed"): _("An extra post needs a crisis that is being played."),
        (c.OpenWriting, "stage"): _(
            "People can write while the crisis is played, one round after the other."
        ),
        (c.CountHands, "unknown"): _(
            "These hands cannot be: numbers from 0 up, and no more than there are people."
        ),
        (c.OpenVote, "unknown"): _("A vote lasts up to an hour; 0 is until you close it."),
        (c.Extend, "unknown"): _("A vote lasts up to an hour: give it from 1 second on."),
        (c.Begin, "stage"): _("It has begun already."),
        (c.LookBack, "stage"): _("There is nothing to look back on yet, or you are doing it."),
    }  # fmt: skip


def _sentences(language: Language) -> dict[str, str]:
    _ = language._
    return {
        "role": _("Only the facilitator can do this."),
        "seat": _("You have no seat any more: join again with the code."),
        "closed": _("The workshop is over, or not open yet."),
        "stage": _("Not at this stage of the workshop."),
        "phase": _("Not now: no team is at that point."),
        "unknown": _("There is no such thing here."),
        "late": _("Too late: this question is closed, and your answer to it did not count."),
        "twice": _("The same thing was picked twice."),
        "few": _("Something is still missing from the answer."),
        "many": _("That is too many."),
        "parts": _("Take one from each part."),
        "budget": _("That takes more time than there is."),
        "confidence": _("Say how sure you are in one of the three ways, or not at all."),
        "locked": _("Nobody can join at the moment. The facilitator can open the door."),
        "full": _("Every seat is taken. Look on with a neighbour, or ask the facilitator."),
        "name": _("A name has 1 to 24 characters, all of them visible."),
        "taken": _("Somebody here has that name: take another."),
        "picks": _("You decide here: say which answer the room takes."),
        "spokesperson": _(
            "The spokesperson has not answered: say which answer is taken, or ask again."
        ),
        "nobody": _("Nobody answered: say which answer is taken, ask again or pass over it."),
        "tied": _("Two answers are level: say which one is taken, or ask again."),
        "seed": _("The number that settles chance is out of range."),
        "started": _("It has begun already."),
        "endless": _("This crisis never comes to its end: it cannot go on."),
        "untimed": _("No time limit is running here."),
    }
