"""A round of writing: what a participant, the room and the facilitator see of it."""

from collections.abc import Sequence
from dataclasses import replace

from simulator.language import Language
from simulator.present.pages import Ask, Post
from simulator.present.workshop.pages import Feed, WallPage
from simulator.workshop.state import Wall, Workshop
from simulator.workshop.voting import FEWEST
from simulator.workshop.walls import favoured, posts


def seat_wall(language: Language, now: Workshop, seat: str, left: int | None) -> WallPage | None:
    """Return the round of writing as *seat* sees it; None where there is none."""
    wall = now.wall
    if wall is None or seat not in now.seats:
        return None
    author = now.seats[seat].team if now.is_parallel else seat
    hung = () if wall.is_open else posts(now, wall)
    return WallPage(
        wall.round, _title(language, wall), _how(language, now, wall), wall.is_open, left,
        wall.texts.get(author, ""), hung, (), wall.favours.get(seat), _told(language, now, wall),
    )  # fmt: skip


def room_wall(
    language: Language, now: Workshop, left: int | None, *, is_facilitator: bool = False
) -> WallPage | None:
    """Return the round of writing as the room sees it, or the facilitator.

    The room sees how many picked what once everybody has: nobody follows the others. Below five
    nobody sees it.
    """
    wall = now.wall
    if wall is None:
        return None
    hung = () if wall.is_open else posts(now, wall)
    is_done = len(wall.favours) >= FEWEST and set(now.seats) <= set(wall.favours)
    is_shown = is_done or (is_facilitator and len(wall.favours) >= FEWEST)
    counts = tuple(favoured(wall, n) for n in range(len(hung))) if is_shown else ()
    told = [_told(language, now, wall)]
    if is_facilitator or is_done:
        told += _most(language, wall, len(hung))
    return WallPage(
        wall.round, _title(language, wall), _how(language, now, wall), wall.is_open, left, "", hung,
        counts, None, " ".join(told),
    )  # fmt: skip


def on_subject(wall: WallPage | None, asked: Sequence[tuple[Feed, Ask | None]]) -> WallPage | None:
    """Return *wall* with what the post is to answer: the question, and the post it is about.

    *asked* is what each team reads and is asked; where they are not at the same scene, nothing is
    said for all of them.
    """
    scenes = {ask.scene if ask else "" for _feed, ask in asked}
    feed, ask = asked[0] if len(scenes) == 1 else (None, None)
    if wall is None or feed is None or ask is None:
        return wall
    posts = [one for one in feed.items if isinstance(one, Post) and not one.is_ours]
    return replace(wall, subject=ask.text, about=ask.about or (posts[-1] if posts else None))


def _title(language: Language, wall: Wall) -> str:
    _ = language._
    return _("Write it yourselves") if wall.is_open else _("Which one would you publish?")


def _how(language: Language, now: Workshop, wall: Wall) -> str:
    _ = language._
    if not wall.is_open:
        return _("Pick the post that you would publish. Nobody sees who wrote it.")
    if now.is_parallel:
        return _("Each team writes the post as it would be published. The last version counts.")
    return _("Write the post as you would publish it. It will hang on the wall without your name.")


def _told(language: Language, now: Workshop, wall: Wall) -> str:
    if not wall.is_open:
        return language.n(
            "{count} of {among} has picked.", "{count} of {among} have picked.",
            len(wall.favours), among=len(now.seats),
        )  # fmt: skip
    among = len(now.teams) if now.is_parallel else len(now.seats)
    return language.n(
        "{count} of {among} has written.", "{count} of {among} have written.",
        len(wall.texts), among=among,
    )  # fmt: skip


def _most(language: Language, wall: Wall, hung: int) -> list[str]:
    """Return which post was picked most, as the numbers that stand before them."""
    counts = [favoured(wall, number) for number in range(hung)]
    if not any(counts):
        return []
    best = [str(n + 1) for n, count in enumerate(counts) if count == max(counts)]
    if len(best) == 1:
        return [language._("Picked most: number {number}.", number=best[0])]
    return [language._("Picked most, all alike: numbers {numbers}.", numbers=", ".join(best))]
