"""How a room split, in bars and in words; never below five, and never who."""

from simulator.exercise.commands import Refused
from simulator.language import Language
from simulator.present.asking import part_name
from simulator.present.pages import Ask
from simulator.present.room import Room
from simulator.present.workshop.pages import Bar, Split
from simulator.present.workshop.prompting import suggested
from simulator.present.workshop.question import by_letter, named, words
from simulator.scenario.prompt import Prompt
from simulator.workshop import asking
from simulator.workshop import commands as c
from simulator.workshop.events import VoteClosed
from simulator.workshop.state import Team, Workshop
from simulator.workshop.steering import response
from simulator.workshop.voting import (
    ALIGNMENT,
    CONTESTED,
    FEWEST,
    SPLIT,
    SURE,
    UNIFIED,
    UNSAID,
    UNSURE,
    Agreement,
    agreement,
    shares,
)


def split(room: Room, now: Workshop, team: Team, ask: Ask | None, name: str) -> Split | None:
    """Return how *team*, called *name*, answered its last question; None before it is counted."""
    tally = team.step.tally if team.step else None
    prompt = asking.asked(room.scenario, team)
    if tally is None or prompt is None or ask is None:
        return None
    _ = room.language._
    title = _("How {team} answered", team=name) if now.is_parallel else _("How the room answered")
    stands = agreement(prompt, tally)
    return Split(
        title, _bars(room.language, prompt, tally, ask),
        tuple(_lines(room.language, prompt, tally, stands)),
        suggested(room.language, stands, tally.voters), outcome(room, now, team, ask),
    )  # fmt: skip


def _bars(language: Language, prompt: Prompt, tally: VoteClosed, ask: Ask) -> tuple[Bar, ...]:
    if not tally.answers:
        return ()
    found = {pick: (count, share) for pick, count, share in shares(prompt, tally)}
    winner = tally.winner[:1] if prompt.ordered else tally.winner
    bars = []
    for choice in ask.choices:
        count, share = found.get(choice.id, (0, 0))
        told = language._(
            "{letter}: {count} of {voters}, {share}",
            letter=choice.letter, count=count, voters=tally.voters, share=language.percent(share),
        )  # fmt: skip
        is_winner = choice.id in winner and not tally.is_tied
        part = part_name(language, choice.part)
        said = words(language, choice)
        bars.append(
            Bar(choice.id, choice.letter, choice.text, count, share, is_winner, told, part, said)
        )
    return tuple(bars)


def _lines(language: Language, prompt: Prompt, tally: VoteClosed, stands: Agreement) -> list[str]:
    _ = language._
    if tally.by_hands:
        lines = [language.n("{count} person, by a show of hands.",
                            "{count} people, by a show of hands.", tally.voters)]  # fmt: skip
    else:
        lines = [language.n("{count} person answered.", "{count} people answered.", tally.voters)]
    if not tally.answers:
        if tally.voters:
            lines.append(
                _(
                    "Below {fewest} no split is shown: it would tell who answered what.",
                    fewest=FEWEST,
                )
            )
        return lines
    if measured := _measured(language, prompt):
        lines.append(measured)
    is_one = not (prompt.parts or prompt.high > 1) or prompt.ordered
    lines.append(alignment_told(language, stands.alignment, is_one=is_one))
    if sure := sureness_told(language, stands.sureness, tally.sure):
        lines.append(sure)
    return lines


def _measured(language: Language, prompt: Prompt) -> str:
    """Return what a bar measures, where more than one thing was picked."""
    _ = language._
    if prompt.ordered:
        return _("The bars say how many put it first.")
    if prompt.parts:
        return _("Each part is a question of its own; the one on which you differ most tells.")
    if prompt.high > 1:
        return _("Each option is a question of its own; the one on which you differ most tells.")
    return ""


def alignment_told(language: Language, alignment: str, *, is_one: bool = True) -> str:
    """Return how far a room agrees, in a sentence; "" where no split is shown.

    Not *is_one* where several things were asked at once: the one that divides most tells.
    """
    _ = language._
    (_unified, least), (_contested, points) = ALIGNMENT
    if not is_one:
        return {
            UNIFIED: _("Unified: on each of them, {least} percent or more answer alike.",
                       least=least),
            CONTESTED: _("Contested: on one of them, two answers stand within {points} points.",
                         points=points),
            SPLIT: _("Split: on one of them, fewer than {least} percent answer alike.",
                     least=least),
        }.get(alignment, "")  # fmt: skip
    said = {
        UNIFIED: _("Unified: {least} percent or more answer alike.", least=least),
        CONTESTED: _("Contested: two answers stand within {points} points.", points=points),
        SPLIT: _("Split: one answer leads, and fewer than {least} percent share it.", least=least),
    }
    return said.get(alignment, "")


def sureness_told(language: Language, sureness: str, sure: tuple[int, ...]) -> str:
    """Return how sure a room is, in a sentence; "" where that was not kept."""
    if not sure:
        return ""
    _ = language._
    said = {
        SURE: _("At least half of you are sure."),
        UNSURE: _("Fewer than half of you are sure."),
        UNSAID: _("Nobody said how sure they were."),
    }[sureness]
    if sureness == UNSAID:
        return said
    guessing, fairly, sure_of_it = sure
    counts = _(
        "Sure: {sure}; fairly sure: {fairly}; guessing: {guessing}.",
        sure=sure_of_it, fairly=fairly, guessing=guessing,
    )  # fmt: skip
    return f"{said} {counts}"


def outcome(room: Room, now: Workshop, team: Team, ask: Ask) -> str:
    """Return what *team* will answer and who decides it, or who still has to say so."""
    _ = room.language._
    around = asking.Room(room.loaded, now, c.FACILITATOR)
    try:
        picks, how = response(around, team)
    except Refused as refused:
        return awaited(room.language, refused.reason)
    if asking.objection(room.scenario, team, picks):
        return _("What was chosen can no longer be done: the facilitator decides, or asks again.")
    tally = team.step.tally if team.step else None
    is_drawn = tally is not None and bool(tally.answers)
    answer = _briefly(room, team, ask, picks, is_drawn=is_drawn)
    if how == c.MAJORITY and tally is not None and not tally.answers:
        return _("What comes of the vote: {answer}", answer=answer)
    if how == c.MAJORITY:
        return _("The majority decides: {answer}", answer=answer)
    if around.opened.decider == c.MAJORITY:
        return _("It is a tie, and the spokesperson settles it: {answer}", answer=answer)
    return _("The spokesperson decides: {answer}", answer=answer)


def _briefly(
    room: Room, team: Team, ask: Ask, picks: tuple[str, ...], *, is_drawn: bool
) -> str:  # fmt: skip
    """Return *picks* as the room knows them; of several whose bars are drawn, the letters."""
    scene = team.exercise.scene
    if len(picks) < 2 or not is_drawn:  # noqa: PLR2004 - one is named
        return named(room, scene, ask.choices, picks)
    letters = {choice.id: choice.letter for choice in ask.choices}
    shown = by_letter(room, scene, tuple(letters), picks)
    return ", ".join(letters.get(pick, "") for pick in shown)


def awaited(language: Language, reason: str) -> str:
    """Return who still has to say what is answered, and why."""
    _ = language._
    return {
        "tied": _("Two answers are level, and nobody speaks for you: the facilitator settles it."),
        "spokesperson": _(
            "The spokesperson has not answered: the facilitator decides, or asks again."
        ),
        "nobody": _("Nobody answered: the facilitator decides, asks again or passes over it."),
    }.get(reason, _("The facilitator decides."))
