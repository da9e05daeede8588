"""Votes: counted, turned into one response, and told apart by how much a room agreed.

Everything is a function of the prompt and of whole answers with their numbers, so that what is
kept of a vote, which names nobody, says all that is ever shown of it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from simulator.scenario.prompt import Prompt
from simulator.workshop.events import VoteClosed
from simulator.workshop.state import Answer

FEWEST = 5
"""Voters below whom no split is kept or shown: with fewer, one guesses who said what."""
UNIFIED, CONTESTED, SPLIT = "unified", "contested", "split"
SURE, UNSURE, UNSAID = "sure", "unsure", "unsaid"
SURE_SHARE = 50
"""Percent of those who said how sure they were: from there on, a room is sure."""
ALIGNMENT = ((UNIFIED, 60), (CONTESTED, 10))
"""The one table: from 60 % the same answer, unified; two within 10 points, contested; else split.
Source: the issue that asked for it; the facilitator's prompt is chosen by it."""

Picks = tuple[str, ...]
Answers = Sequence[tuple[Picks, int]]
"""Whole answers, and how many gave each."""


def counted(answers: Iterable[Answer]) -> tuple[tuple[Picks, int], ...]:
    """Return whole answers with their numbers, the most frequent first."""
    found = Counter(answer.picks for answer in answers)
    return tuple(sorted(found.items(), key=lambda row: (-row[1], row[0])))


def sureness(answers: Iterable[Answer]) -> tuple[int, ...]:
    """Return how many said they were guessing, fairly sure, sure."""
    found = Counter(answer.confidence for answer in answers)
    return tuple(found[level] for level in (1, 2, 3))


def winner(prompt: Prompt, answers: Answers) -> tuple[Picks, bool]:
    """Return the response that the most wanted, and whether another was wanted as much.

    One: the option of most. Composed: the same, part by part. Several: each option that more than
    half picked, within what is allowed. In an order: by the mean of their places.
    """
    if not answers:
        return (), False
    if prompt.ordered:
        return _by_place(prompt, answers), False
    if prompt.parts:
        return _by_part(prompt, answers)
    if prompt.high > 1:
        return _by_half(prompt, answers)
    return _leading(prompt, dict(answers))


def _position(prompt: Prompt) -> dict[str, int]:
    return {choice.id: number for number, choice in enumerate(prompt.choices)}


def _leading(prompt: Prompt, found: Mapping[Picks, int]) -> tuple[Picks, bool]:
    most = max(found.values())
    leaders = [picks for picks, count in found.items() if count == most]
    place = _position(prompt)
    leaders.sort(key=lambda picks: [place.get(pick, 99) for pick in picks])
    return leaders[0], len(leaders) > 1


def _by_place(prompt: Prompt, answers: Answers) -> Picks:
    place = _position(prompt)
    sums = Counter[str]()
    firsts = Counter[str]()
    for picks, count in answers:
        firsts[picks[0]] += count
        for number, pick in enumerate(picks):
            sums[pick] += number * count
    return tuple(sorted(sums, key=lambda pick: (sums[pick], -firsts[pick], place.get(pick, 99))))


def _by_part(prompt: Prompt, answers: Answers) -> tuple[Picks, bool]:
    chosen: list[str] = []
    is_tied = False
    for number in range(len(prompt.parts)):
        found = Counter[Picks]()
        for picks, count in answers:
            found[picks[number : number + 1]] += count
        leader, tied = _leading(prompt, found)
        chosen += leader
        is_tied = is_tied or tied
    return tuple(chosen), is_tied


def _by_half(prompt: Prompt, answers: Answers) -> tuple[Picks, bool]:
    voters = sum(count for _picks, count in answers)
    found = Counter[str]()
    for picks, count in answers:
        for pick in picks:
            found[pick] += count
    return _halves(prompt, found, voters, answers[0][0])


def _halves(
    prompt: Prompt, found: Mapping[str, int], voters: int, instead: Picks
) -> tuple[Picks, bool]:
    """Return what more than half picked; where exactly half did, that is a tie to be settled."""
    place = _position(prompt)
    order = sorted(found, key=lambda pick: (-found[pick], place.get(pick, 99)))
    made = _fitting(prompt, order, lambda pick: 2 * found[pick] > voters, instead)
    return made, any(2 * count == voters for pick, count in found.items() if pick not in made)


def _fitting(
    prompt: Prompt, order: Sequence[str], is_wanted: Callable[[str], bool], instead: Picks
) -> Picks:
    """Return what is wanted of *order*, as far as it may go together, in the order offered.

    What most wanted one by one may not go together at all: then what most wanted as a whole.
    """
    minutes = {choice.id: choice.minutes for choice in prompt.choices}
    chosen: list[str] = []
    for pick in order:
        spent = sum(minutes.get(one, 0) for one in (*chosen, pick))
        fits = prompt.budget is None or spent <= prompt.budget
        if (is_wanted(pick) or len(chosen) < prompt.low) and fits and len(chosen) < prompt.high:
            chosen.append(pick)
    place = _position(prompt)
    made = tuple(sorted(chosen, key=lambda pick: place.get(pick, 99)))
    return instead if prompt.refusal(made) else made


def winner_by_hands(prompt: Prompt, counts: Mapping[str, int], voters: int) -> tuple[Picks, bool]:
    """Return the response that hands ask for, and whether another was wanted as much."""
    singles: dict[Picks, int] = {
        (choice.id,): counts.get(choice.id, 0) for choice in prompt.choices
    }
    place = _position(prompt)
    order = sorted(counts, key=lambda pick: (-counts[pick], place[pick]))
    if prompt.ordered:
        return tuple(order), False
    if prompt.parts:
        columns: list[dict[Picks, int]] = [
            {(x.id,): singles[x.id,] for x in prompt.choices if x.part == part}
            for part in prompt.parts
        ]
        found = [_leading(prompt, column) for column in columns]
        return tuple(picks[0] for picks, _tied in found), any(tied for _picks, tied in found)
    if prompt.high > 1:
        asked = tuple(pick for pick in order if counts[pick])
        return _halves(prompt, {pick: counts[pick] for pick in asked}, voters, asked[:1])
    return _leading(prompt, singles)


# ---- how much a room agreed


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a room stands: its word, and whether it was sure of itself."""

    alignment: str
    """unified, contested or split; "" where no split is shown."""
    sureness: str
    """sure, unsure, or unsaid."""


def shares(prompt: Prompt, tally: VoteClosed) -> tuple[tuple[str, int, int], ...]:
    """Return each option, how many picked it (put it first, in an order), and its percent."""
    voters = max(tally.voters, 1)
    found = Counter[str]()
    for picks, count in tally.answers:
        for pick in picks[:1] if prompt.ordered else picks:
            found[pick] += count
    return tuple(
        (choice.id, found[choice.id], round(100 * found[choice.id] / voters))
        for choice in prompt.choices
    )


def agreement(prompt: Prompt, tally: VoteClosed) -> Agreement:
    """Return how a room stands.

    "The same answer" is the option; in an order, what comes first. Where several are picked, each
    option is a question of its own, and of a composed message each part: the one on which people
    agree least tells.
    """
    if not tally.answers:
        return Agreement("", _sure(tally.sure))
    rows = shares(prompt, tally)
    if prompt.parts:
        parts = {choice.id: choice.part for choice in prompt.choices}
        columns = [[n for pick, n, _ in rows if parts[pick] == part] for part in prompt.parts]
    elif prompt.high > 1 and not prompt.ordered:
        columns = [[count, tally.voters - count] for _pick, count, _share in rows]
    else:
        columns = [[count for _pick, count, _share in rows]]
    words = [_word(column) for column in columns]
    order = (SPLIT, CONTESTED, UNIFIED)
    return Agreement(min(words, key=order.index), _sure(tally.sure))


def _word(counts: Sequence[int]) -> str:
    voters = max(sum(counts), 1)
    first, second = sorted([*counts, 0, 0], reverse=True)[:2]
    (unified, least), (contested, points) = ALIGNMENT
    if 100 * first >= least * voters:
        return unified
    return contested if 100 * (first - second) <= points * voters else SPLIT


def _sure(sure: Sequence[int]) -> str:
    said = sum(sure)
    if not said:
        return UNSAID
    return SURE if 100 * sure[-1] >= SURE_SHARE * said else UNSURE
