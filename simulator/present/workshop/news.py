"""What a facilitator who does not see the screen change is told by itself: short, and seldom."""

from collections.abc import Callable, Iterator, Sequence

from simulator.language import Language
from simulator.present.workshop.facilitating import door
from simulator.workshop import events as w
from simulator.workshop.leading import Led
from simulator.workshop.state import SHUT, VOTING, Workshop


def moved(
    language: Language, now: Workshop, events: Sequence[w.Event], *, has_rung: bool
) -> Iterator[str]:
    """Yield what *events*, which this facilitator did not ask for here, have changed.

    *has_rung*: a clock was about to end; else somebody leads from another console as well.
    """
    _ = language._
    rung = {
        w.VoteClosed: _("The bell: the vote is closed."),
        w.WritingClosed: _("The time to write is over: the posts hang on the wall."),
    }
    kinds = dict.fromkeys(type(event) for event in events)
    for kind in kinds:
        if kind is w.JoiningChanged and now.door == SHUT:
            yield door(language, now)
        elif has_rung and kind in rung:
            yield rung[kind]
        elif kind in _elsewhere(language):
            yield _("From another console: {what}", what=_elsewhere(language)[kind])


def _elsewhere(language: Language) -> dict[type, str]:
    _ = language._
    return {
        w.Begun: _("the crisis has begun."),
        w.VoteOpened: _("the vote is open."),
        w.VotePaused: _("the clock stands."),
        w.VoteResumed: _("the clock runs again."),
        w.VoteClosed: _("the vote is closed."),
        w.SplitRevealed: _("the room sees how it answered."),
        w.Decided: _("the answer was carried out."),
        w.Tried: _("another answer is being tried."),
        w.TrialEnded: _("nothing is being tried any more."),
        w.Injected: _("an extra post was played."),
        w.WritingOpened: _("a round of writing has begun."),
        w.WritingClosed: _("the posts hang on the wall."),
        w.WritingEnded: _("the wall is down."),
        w.LookedBack: _("the debrief is open."),
        w.WorkshopClosed: _("the workshop is closed."),
    }


def complete(
    language: Language, now: Workshop, is_here: Callable[[str], bool]
) -> Iterator[tuple[str, str]]:
    """Yield what everybody has done by now, each with a word that names it once and for all."""
    _ = language._
    for team in now.teams.values():
        step = team.step if team.phase == VOTING else None
        if step is None or not step.answers or Led(now, team.id).missing(is_here):
            continue
        name = _("Team {number}", number=team.id) + language._(":") + " " if now.is_parallel else ""
        yield f"vote {team.id} {step.number}", name + _("Everybody who is here has answered.")
    wall, here = now.wall, {seat for seat in now.seats if is_here(seat)}
    if wall is None or not here:
        return
    authors = {now.seats[seat].team for seat in here} if now.is_parallel else here
    if wall.is_open and authors <= set(wall.texts):
        yield f"written {wall.round}", _("Everybody who is here has written.")
    elif not wall.is_open and here <= set(wall.favours):
        yield f"picked {wall.round}", _("Everybody who is here has picked a post.")
