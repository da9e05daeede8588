"""The workshop looked back on, as pages: few words, readable from the back of a room.

Facts first, then what to talk about, then what it is worth; teams in the order of their numbers.
"""

from collections.abc import Sequence
from datetime import datetime

from simulator import reference
from simulator.debrief.debrief import rounded
from simulator.language import Language
from simulator.learning.onward import Onward, after
from simulator.present import pages
from simulator.present.advising import onward as advised
from simulator.present.briefing import principle_name
from simulator.present.workshop import standing, told
from simulator.present.workshop.recalled import Recalled
from simulator.scenario.load import Loaded
from simulator.workshop import events as w
from simulator.workshop.debrief import look_back
from simulator.workshop.recalled import Decision, LookedBack

LEADERS = 2
"""Answers of a split that are told again where it is talked about."""
MOST = 3
"""Decisions to discuss: a room has time for no more, and more cannot be read from its back."""


class WorkshopResults(Recalled):
    """Turns a workshop looked back on into pages, in one language."""

    # ---- all of it

    def leaves(
        self, practice: Onward | None = None, *, cases: bool = True
    ) -> tuple[pages.Leaf, ...]:
        """Return every page, in order; *practice* is what to play next, where it is known."""
        found = [self.facts(), self.discussed(), self.sure_and_wrong(), standing.profile(self)]
        if self.found.is_parallel:
            found += [standing.side_by_side(self), standing.decided(self)]
        found += [self.behind(cases=cases), self.lessons(), self.practice(practice)]
        return tuple(leaf for leaf in found if leaf.sections)

    def facts(self) -> pages.Leaf:
        """Return what was decided, when, without judgement."""
        _ = self.language._
        rows = {
            name: tuple(self.line(one) for one in self.found.decisions if one.team == name)
            for name in self.found.teams
        }
        sections = tuple(
            pages.Section(told.team_name(self.language, name), lines, name)
            if self.found.is_parallel
            else pages.Section("", lines, name)
            for name, lines in rows.items()
            if lines
        )
        return pages.Leaf(_("What happened"), sections, self.summary(), in_columns=True)

    def summary(self) -> str:
        """Return how many took part, in how many teams, and how many decisions they took."""
        n, found = self.language.n, self.found
        people = found.people
        parts = [n("{count} participant", "{count} participants", people)] if people else []
        if found.is_parallel:
            parts.append(n("{count} team", "{count} teams", len(found.teams)))
        parts.append(n("{count} decision", "{count} decisions", len(found.decisions)))
        if found.minutes is not None:
            parts.append(self.language.minutes(found.minutes))
        return ", ".join(parts)

    # ---- what to talk about

    def discussed(self) -> pages.Leaf:
        """Return what to talk about first: contested, then split, then agreed on but bettered."""
        _, rows = self.language._, self.found.discussed
        lead = (
            _("The first {most} of {count} that are worth it.", most=MOST, count=len(rows))
            if len(rows) > MOST
            else ""
        )
        sections = tuple(self.item(one) for one in rows[:MOST])
        return pages.Leaf(_("What to talk about first"), sections, lead)

    def item(self, one: Decision) -> pages.Section:
        """Return one decision to discuss: the split, how sure, and what was better."""
        lines = [told.why(self.language, one)]
        if one.last is not None:
            turnout = told.turnout(self.language, one.last), told.sure(self.language, one.last)
            lines.append(", ".join(part for part in turnout if part))
            lines += told.leaders(self.room, one, one.last, LEADERS)
            if not one.last.rows:
                lines.append(told.unshown(self.language))
        lines += self.better(one)
        lines += self.because(one)
        return pages.Section(self.where(one), tuple(lines), one.scene)

    def sure_and_wrong(self) -> pages.Leaf:
        """Return where the room was sure, and there was better."""
        _ = self.language._
        sections = tuple(
            pages.Section(
                self.where(one),
                (
                    _("You answered: {text}.", text=told.shortly(self.room, one.scene, one.picks)),
                    *self.better(one),
                ),
                one.scene,
            )
            for one in self.found.decisions
            if one.is_sure_and_wrong
        )  # fmt: skip
        lead = _("Nobody looks twice where they are sure.")
        return pages.Leaf(_("Sure, but a better answer was on offer"), sections, lead)

    def behind(self, *, cases: bool = True) -> pages.Leaf:
        """Return the tension that was met, and a real case beside it."""
        any_team = next(iter(self.teams.values()), None)
        sections = any_team.beyond(cases=cases) if any_team else ()
        return pages.Leaf(self.language._("What was behind it"), sections)

    # ---- what is taken home

    def questions(self) -> tuple[str, ...]:
        """Return the heads of the lessons-learned form."""
        _ = self.language._
        return (_("What went well"), _("What did not"), _("Action"), _("Who"), _("By when"))

    def lessons(self) -> pages.Leaf:
        """Ask what is taken home, and show what was noted."""
        _ = self.language._
        well, ill, *_rest = self.questions()
        sections = [
            pages.Section(well, (_("What would you do the same way next time?"),)),
            pages.Section(ill, (_("What held you up? What was nobody’s job?"),)),
            pages.Section(_("Action"), (_("One thing, one name, one date."),)),
        ]
        if notes := tuple(note.line for note in self.found.notes):
            sections.append(pages.Section(_("Noted on the way"), notes, "notes"))
        return pages.Leaf(_("Lessons learned"), tuple(sections), in_columns=True)

    def practice(self, found: Onward | None = None) -> pages.Leaf:
        """Return the two principles where most was missed, each with a habit; then what to play."""
        _ = self.language._
        book = reference.book("principles", self.language.code)
        sections = [
            pages.Section(
                principle_name(self.language, name),
                (str(book[name]["question"]), str(book[name]["monday"])),
                name,
            )
            for name in self.found.missed[:2]
        ]
        if found is not None and self.found.teams:
            lines = tuple(advised(self.language, found, is_room=True))
            sections.append(pages.Section(_("What to play, what to drill"), lines))
        return pages.Leaf(_("What to practise next"), tuple(sections))


def onward(found: LookedBack, shelf: tuple[Loaded, ...]) -> Onward:
    """Return what to practise after this workshop, of the crises on *shelf*, from it alone."""
    overall = found.profile.overall
    best = {found.opened.scenario: None if overall is None else rounded(overall)}
    return after(shelf, found.missed, best)


def leaves(  # noqa: PLR0913 - the workshop, and how it is told
    loaded: Loaded, log: w.Log, language: Language, *, stamps: Sequence[datetime] = (),
    shelf: tuple[Loaded, ...] = (), cases: bool = True,
) -> tuple[pages.Leaf, ...]:  # fmt: skip
    """Return the debrief of *log* as the pages that projector, participants and console show.

    *shelf* are the crises among which the next one is advised.
    """
    found = look_back(loaded, log, stamps)
    practice = onward(found, shelf) if shelf else None
    return WorkshopResults(found, language).leaves(practice, cases=cases)
