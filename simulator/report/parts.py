"""What a report tells, part by part, in the order of the domain reference (section 11).

Every document is made from these pages, which are those of the screen: nothing is said twice.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from simulator.debrief.best import best_play
from simulator.debrief.curves import charts
from simulator.debrief.debrief import Debrief
from simulator.debrief.reflection import reaction, self_check
from simulator.exercise import events as e
from simulator.language import Language
from simulator.present import pages
from simulator.present.afterwards import Afterwards
from simulator.present.briefing import principle_name
from simulator.present.plots import Plot
from simulator.present.results import Results
from simulator.present.room import Room
from simulator.report.book import SHORT
from simulator.scenario.load import Loaded
from simulator.store.rows import Exercise


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report; `id` is the same in every language."""

    id: str
    leaves: tuple[pages.Leaf, ...]


@dataclass(frozen=True)
class Told:
    """One finished exercise, to be told in one language."""

    loaded: Loaded
    log: e.Log
    language: Language
    exercise: Exercise | None = None
    """As it is kept; None for a log in a file, which knows no date."""
    who: str = ""
    """The pseudonym of whoever played; "" for nobody's."""
    cases: bool = True

    @cached_property
    def results(self) -> Results:
        """The pages of the debrief."""
        return self._afterwards.results

    @cached_property
    def _afterwards(self) -> Afterwards:
        return Afterwards(Room(self.loaded, self.language), self.log, cases=self.cases)

    @property
    def debrief(self) -> Debrief:
        """The debrief, as data."""
        return self.results.debrief

    @property
    def title(self) -> str:
        """The title of what was played."""
        return self.results.texts.of("scenario", "title")

    @cached_property
    def plots(self) -> tuple[Plot, ...]:
        """The curves: yours, the best play's where it is known, silence's."""
        best = best_play(self.loaded, self.log)
        return self.results.plots(charts(self.loaded.scenario, self.log, best))

    def played(self) -> str:
        """Return when it was played; "" where nobody knows."""
        return stamp(self.language, self.exercise.started) if self.exercise else ""


def stamp(language: Language, moment: datetime) -> str:
    """Return the day and hour of *moment* in UTC: a document is the same wherever it is made."""
    there = moment.astimezone(UTC)
    hour = language.clock(0, there.hour * 60 + there.minute)
    return language._("{date}, {hour} UTC", date=language.date(there), hour=hour)


def parts(told: Told) -> tuple[Part, ...]:
    """Return every part that there is something to say in; curves and colophon apart."""
    results = told.results
    found = [Part("first", (_first(told),))]
    if reaction(told.debrief):
        found.append(Part("reaction", (_unasked(results.felt()),)))
    found.append(Part("facts", (results.facts(),)))
    if self_check(told.debrief) is not None:
        found.append(Part("own-view", (results.own_view(),)))
    found.append(Part("analysis", (results.analysis(cases=told.cases),)))
    found.append(Part("profile", (results.standings(), results.clocks(), results.shortfalls())))
    sure = results.sureness()
    if sure.lines:
        found.append(Part("confidence", (pages.Leaf(sure.title, (_untitled(sure),)),)))
    found.append(Part("decisions", results.numbered_decisions()))
    if told.debrief.contested:
        found.append(Part("contested", (_contested(told),)))
    found.append(Part("practice", (results.next_practice(),)))
    found.append(Part("commitments", (_unasked(results.taken()),)))
    return tuple(found)


def _first(told: Told) -> pages.Leaf:
    """Return the first view as a page: story, duties breached, two decisions, Monday."""
    page = told.results.first()
    story = pages.Section("", page.story, "story")
    duties = (pages.Section("", page.duties, "duties"),) if page.duties else ()
    return pages.Leaf(page.title, (story, *duties, *page.decisions, page.monday))


def _contested(told: Told) -> pages.Leaf:
    """Return every mark that was contested, with the line that was written."""
    _, results = told.language._, told.results
    lines = tuple(
        f"{where(results, mark)} – {told.language.quoted(mark.line)}"
        for mark in told.debrief.contested
    )
    lead = _("You disagreed with these. What you wrote is kept with the play, for its author.")
    return pages.Leaf(_("Where you disagree"), (pages.Section("", lines),), lead)


def where(results: Results, mark: e.Contested) -> str:
    """Return what a contested mark was given for."""
    texts = results.texts
    name = principle_name(results.language, mark.principle) if mark.principle else ""
    if mark.scene in {"signals", "promises"}:
        found = [texts.of(mark.scene, mark.item, "name"), name]
    else:
        item = texts.of(mark.scene, mark.item, "text").rstrip(".") if mark.item else ""
        found = [texts.of(mark.scene, "title"), item, name]
    return ", ".join(part for part in found if part)


def colophon(told: Told) -> tuple[tuple[str, str], ...]:
    """Return what was played and by which rules: enough to play it again, and to compare."""
    _, found = told.language._, told.debrief
    modes = {"learning": _("learning"), "assessment": _("assessment")}
    state, row = found.state, told.exercise
    rows = [
        (_("Crisis"), f"{told.title} ({told.loaded.scenario.id})"),
        (_("Version of the crisis"), told.loaded.digest[:SHORT]),
        (_("Version of the key"), found.key_version),
        (_("Rules of the engine"), str(found.engine)),
        (_("Seed of all chance"), str(state.seed)),
        (_("Mode"), modes.get(state.mode, state.mode)),
        (_("Organisation"), told.results.room.who("us")),
        (_("Simulated time"), told.language.minutes(state.clock)),
    ]
    if row is not None:
        rows += [
            (_("Played on"), told.played()),
            (_("Number of the play"), f"{row.number} ({row.id})"),
        ]
    return tuple(rows)


def _unasked(leaf: pages.Leaf) -> pages.Leaf:
    """Return *leaf* without what the screen asks above it."""
    return pages.Leaf(leaf.title, leaf.sections)


def _untitled(section: pages.Section) -> pages.Section:
    return pages.Section("", section.lines, section.id)
