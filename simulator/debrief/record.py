"""A debrief as plain data for machines: ids and numbers, the same in every language."""

from typing import Any

from scoring.methods import Opportunity
from scoring.score import Score, rounded
from simulator.debrief.debrief import Debrief
from simulator.debrief.moments import Moment


def record(found: Debrief) -> dict[str, Any]:
    """Return *found* as data that JSON can hold."""
    card = found.scorecard
    return {
        "scenario": found.state.scenario,
        "seed": found.state.seed,
        "mode": found.state.mode,
        "route": found.state.route,
        "engine": found.engine,
        "key": found.key_version,
        "ending": found.state.ending or None,
        "minutes": found.state.clock,
        "decisions": [_decision(moment) for moment in found.moments],
        "signals": [
            {
                "signal": s.signal, "minutes": s.minutes, "word": s.word or None,
                "mark": s.opportunity.obtained,
            }
            for s in found.signals
        ],
        "promises": [
            {"promise": p.promise, "kept": p.is_kept, "mark": p.opportunity.obtained}
            for p in found.promises
        ],
        "principles": {score.principle: _score(score) for score in card.scores},
        "duties_broken": list(card.duties_broken),
        "overall": None if card.overall is None else rounded(card.overall),
        "total": found.total,
        "share_of_reachable": found.share,
        "hints": found.hints,
        "contested": [
            {"scene": c.scene, "item": c.item, "line": c.line} for c in found.contested
        ],
    }  # fmt: skip


def _decision(moment: Moment) -> dict[str, Any]:
    return {
        "scene": moment.scene,
        "minute": moment.minute,
        "done": moment.done,
        "picks": list(moment.picks),
        "offered": list(moment.offered),
        "inquiries": list(moment.inquiries),
        "how": moment.how,
        "confidence": moment.confidence,
        "graded": moment.is_graded,
        "ratings": [_row(row) for row in moment.opportunities],
    }


def _row(row: Opportunity) -> dict[str, Any]:
    return {
        "principle": row.principle, "from": row.source[0], "mark": row.obtained,
        "worst": row.low, "best": row.high,
    }  # fmt: skip


def _score(score: Score) -> dict[str, Any]:
    return {
        "score": None if score.value is None else rounded(score.value),
        "assessed": score.is_assessed,
        "opportunities": len(score.opportunities),
        "served": score.served,
        "indicative": score.is_indicative,
        "band": score.band or None,
    }
