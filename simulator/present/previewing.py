"""Beside a scenario that is being written: its problems, and everything that is true now."""

from collections.abc import Iterable

from simulator.conduct.conduct import Conduct
from simulator.exercise.board import level
from simulator.language import Language
from simulator.present import pages
from simulator.present.room import Room
from simulator.present.telling import states
from simulator.scenario.problems import Problem, gathered

MOST = 30
"""Problems shown beside a play; `badbuzz check` shows all."""


def problems(language: Language, found: Iterable[Problem], *, is_whole: bool) -> pages.Section:
    """Return *found* as an author reads them: place, code, sentence, hint.

    Unless it *is_whole*, a line says that there may be more to come.
    """
    _ = language._
    rows = []
    listed = list(found)
    for problem, more in gathered(listed)[:MOST]:
        sentence, hint = language.problem(problem)
        file = problem.place.file.replace("\\", "/").rpartition("/")[2]
        place = problem.place._replace(file=file)
        rows.append(f"{place}: {problem.code} {sentence}" + (f" ({hint})" if hint else ""))
        if more:
            rows[-1] += " " + others(language, problem, more)
    title = language.n("{count} problem", "{count} problems", len(listed))
    if not is_whole:
        rows.append(_("being played, to see whether there is more…"))
    return pages.Section(title, tuple(rows) or (_("nothing wrong"),))


def others(language: Language, problem: Problem, more: int) -> str:
    """Say that *more* of the same code stand in the same file."""
    return language.n(
        "and {count} more {code} in this file", "and {count} more {code} in this file",
        more, code=problem.code,
    )  # fmt: skip


def state(room: Room, conduct: Conduct) -> pages.Section:
    """Return everything that is true now, hidden truths too: authors may see behind the curtain."""
    _, now, texts = room.language._, conduct.state, room.texts
    rows = [_("scene {id}, {when}", id=now.scene or "–", when=room.when(now.clock))]
    for gauge in room.scenario.gauges:
        value = now.gauges.get(gauge.id, gauge.start)
        rows.append(f"{gauge.id} {value} ({level(gauge, value)})")
    rows += [f"{name}: {mood}" for name, mood in now.moods.items()]
    words = states(room)
    rows += [
        f"{name}: {words[now.signal_status(name)]}" for name, _severity in room.scenario.signals
    ]
    rows += [f"{name}: {words[now.promise_status(name)]}" for name in room.scenario.promises]
    rows += [f"{name}: {value}" for name, value in now.truths.items()]
    if now.flags:
        rows.append(_("set: {flags}", flags=", ".join(sorted(now.flags))))
    rows += [
        _("A duty was breached. It says: {text}", text=texts.of("duties", duty, "text"))
        for duty in now.duties_broken
    ]
    return pages.Section(_("What is true now"), tuple(rows))
