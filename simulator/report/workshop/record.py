"""A workshop for machines: its splits as rows of a table, and all of it as JSON.

`docs/workshop-report.schema.json` says what is in the JSON. Nothing in either names a voter.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from simulator.debrief.debrief import Opportunity, rounded
from simulator.debrief.record import record as numbers
from simulator.export.rows import Cell, written
from simulator.present.workshop import told
from simulator.present.workshop.timeline import timeline
from simulator.report.workshop.held import Held
from simulator.workshop.recalled import Count, Decision

FORMAT, VERSION = "badbuzz-workshop-report", 1
HEADS = (
    "team", "decision", "scene", "minute", "step", "voters", "alignment", "sureness", "guessing",
    "fairly_sure", "sure", "option", "text", "votes", "percent", "decided", "how",
)  # fmt: skip
"""Names of the columns: the same in every language."""


def table(held: Held) -> str:
    """Return the splits as CSV, a row for each option of each vote.

    A vote of fewer than five has one row, without an option; so has a decision without a vote.
    """
    return written(HEADS, _rows(held))


def _rows(held: Held) -> Iterator[list[Cell]]:
    for one in held.found.decisions:
        for count in one.counts:
            texts = [text for _letter, text, _n, _p in told.bars(held.results.room, one, count)]
            for row, text in zip(count.rows, texts, strict=True):
                decided = int(row.option in one.picks)
                shown: list[Cell] = [row.option, text, row.count, row.percent, decided]
                yield _row(one, count, shown)
            if not count.rows:
                yield _row(one, count, [None] * 5)
        if not one.counts:
            yield _row(one, None, [None] * 5)


def _row(one: Decision, count: Count | None, shown: list[Cell]) -> list[Cell]:
    """Return one row; what is not known, or not kept, is empty."""
    said: list[Cell] = [None] * 7
    if count is not None:
        sure = count.sure or (None, None, None)
        sureness = count.agreement.sureness if count.rows else ""
        said = [count.step, count.voters, count.agreement.alignment, sureness, *sure]
    return [one.team, one.number, one.scene, one.minute, *said, *shown, one.how]


def record(held: Held) -> dict[str, Any]:
    """Return the report of *held* as data that JSON can hold."""
    found, opened = held.found, held.found.opened
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": held.language.code,
        "workshop": {
            "id": held.id or None, "began": _moment(found.began), "ended": _moment(found.ended),
            "teams": opened.teams, "decider": opened.decider, "route": opened.route,
            "planned_minutes": opened.minutes, "seed": opened.seed, "rules": opened.rules,
            "people": found.people or None, "agreed": found.agreed,
        },
        "scenario": {
            "id": opened.scenario, "title": held.title, "digest": found.loaded.digest,
            "key": opened.key_version,
        },
        "decisions": [_decision(one) for one in found.decisions],
        "discussed": [
            {"team": one.team, "scene": one.scene, "why": one.discussed} for one in found.discussed
        ],
        "sure_and_wrong": [
            {"team": d.team, "scene": d.scene} for d in found.decisions if d.is_sure_and_wrong
        ],
        "profile": {
            s.principle: {
                "score": None if s.value is None else rounded(s.value),
                "band": s.band or None, "opportunities": len(s.opportunities),
                "indicative": s.is_indicative,
            }
            for s in found.profile.scores
        } if found.teams else {},
        "teams": {name: numbers(one) for name, one in found.teams.items()},
        "to_practise": list(found.missed[:2]),
        "next_scenario": _advised(held),
        "timeline": [
            {"at": _moment(fact.at), "minute": fact.minute, "team": fact.team or None,
             "text": fact.text}
            for fact in timeline(held.results)
        ],
        "notes": [{"line": note.line, "scene": note.scene or None} for note in found.notes],
        "written": [
            {"scene": wall.scene or None, "text": text, "picked": picked}
            for wall in found.walls for text, picked in wall.kept
        ],
    }  # fmt: skip


def _advised(held: Held) -> str | None:
    advice = held.practice.advice if held.practice else None
    return advice.scenario if advice else None


def _decision(one: Decision) -> dict[str, Any]:
    moment = one.moment
    return {
        "team": one.team, "number": one.number, "scene": one.scene, "minute": one.minute,
        "picks": list(one.picks), "how": one.how, "looks": list(one.looks),
        "tried": [list(picks) for picks in one.tried],
        "votes": [_count(count) for count in one.counts],
        "best": list(moment.best) if moment else [],
        "missed": moment.regret if moment else 0,
        "ratings": [_rating(row) for row in moment.opportunities] if moment else [],
    }  # fmt: skip


def _rating(row: Opportunity) -> dict[str, Any]:
    return {
        "principle": row.principle, "mark": row.obtained, "worst": row.low, "best": row.high,
    }  # fmt: skip


def _count(count: Count) -> dict[str, Any]:
    return {
        "step": count.step, "at": _moment(count.at), "voters": count.voters,
        "winner": list(count.winner), "tied": count.is_tied, "by_hands": count.by_hands,
        "alignment": count.agreement.alignment or None,
        "sureness": count.agreement.sureness if count.rows else None,
        "sure": list(count.sure) or None,
        "split": [
            {"option": row.option, "votes": row.count, "percent": row.percent}
            for row in count.rows
        ] or None,
    }  # fmt: skip


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat(timespec="seconds")
