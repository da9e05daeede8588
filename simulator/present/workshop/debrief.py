"""The workshop looked back on, as pages: few words, readable from the back of a room.

Facts first, then what to talk about, then what it is worth; teams in the order of their numbers.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import cached_property

from simulator import reference
from simulator.debrief.debrief import rounded
from simulator.exercise import events as e
from simulator.language import Language
from simulator.learning.onward import Onward, after
from simulator.present import pages
from simulator.present.advising import onward as advised
from simulator.present.briefing import principle_name
from simulator.present.results import Results
from simulator.present.room import Room
from simulator.present.standings import bar, briefly
from simulator.present.workshop import told
from simulator.scenario.load import Loaded
from simulator.workshop import events as w
from simulator.workshop.debrief import Decision, Fact, LookedBack, look_back

A_PAGE = 3
"""Decisions to discuss on one page: more cannot be read from the back of a room."""


class WorkshopResults:
    """Turns a workshop looked back on into pages, in one language."""

    def __init__(self, found: LookedBack, language: Language) -> None:
        """Show *found* in *language*."""
        self.found = found
        self.language = language
        self.room = Room(found.loaded, language)
        self.texts = self.room.texts

    @cached_property
    def teams(self) -> dict[str, Results]:
        """The debrief of each team."""
        return {name: Results(self.room, one) for name, one in self.found.teams.items()}

    @property
    def title(self) -> str:
        """The title of what was played."""
        return self.texts.of("scenario", "title")

    # ---- all of it

    def leaves(
        self, practice: Onward | None = None, *, cases: bool = True
    ) -> tuple[pages.Leaf, ...]:
        """Return every page, in order; *practice* is what to play next, where it is known."""
        found = [self.facts(), *self.discussed(), self.sure_and_wrong(), self.profile()]
        if self.found.is_parallel:
            found += [self.side_by_side(), self.decided()]
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

    def line(self, one: Decision) -> str:
        """Return one decision in a line: when, where, and what was done."""
        title = self.texts.of(one.scene, "title")
        return f"{self.room.when(one.minute)} – {title} – {self.said(one)}"

    def said(self, one: Decision) -> str:
        """Return what was decided, in the past tense where the author wrote it so."""
        if one.moment is None:
            return told.picked(self.room, one.scene, one.picks)
        return self.teams[one.team].said(one.moment)

    # ---- what to talk about

    def discussed(self) -> tuple[pages.Leaf, ...]:
        """Return what to talk about first: contested, then split, then agreed on but bettered."""
        _, rows = self.language._, self.found.discussed
        title = _("What to talk about first")
        return tuple(
            pages.Leaf(
                title if not at else _("What to talk about, continued"),
                tuple(self.item(one) for one in rows[at : at + A_PAGE]),
            )
            for at in range(0, len(rows), A_PAGE)
        )

    def where(self, one: Decision) -> str:
        """Return the title of a decision, and the team where there are several."""
        title = self.texts.of(one.scene, "title")
        name = told.team_name(self.language, one.team)
        return f"{name} – {title}" if self.found.is_parallel else title

    def item(self, one: Decision) -> pages.Section:
        """Return one decision to discuss: the split, how sure, and what was better."""
        lines = [told.why_discussed(self.language, one.discussed)]
        if one.last is not None:
            turnout = told.turnout(self.language, one.last), told.sure(self.language, one.last)
            lines.append(", ".join(part for part in turnout if part))
            lines += told.leaders(self.room, one, one.last)
            if not one.last.rows:
                lines.append(told.unshown(self.language))
        lines += self.better(one)
        return pages.Section(self.where(one), tuple(lines), one.scene)

    def better(self, one: Decision) -> Iterator[str]:
        """Yield what would have been better, where something would."""
        if one.moment is not None and one.is_bettered:
            best = told.shortly(self.room, one.scene, one.moment.best)
            yield self.language._("One of the best answers here: {text}.", text=best)

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
        lead = _("It is where one is sure that one does not look again.")
        return pages.Leaf(_("Sure, and there was better"), sections, lead)

    # ---- what it was worth

    def profile(self) -> pages.Leaf:
        """Return the eight principles over all that was played."""
        _ = self.language._
        if not self.found.teams:
            return pages.Leaf(_("The eight principles"))
        lines = tuple(
            f"{bar(score)}  {principle_name(self.language, score.principle)} – "
            f"{briefly(self.language, score)}"
            for score in self.found.profile.scores
        )
        duties = tuple(
            self.texts.of("duties", duty, "text") for duty in self.found.profile.duties_broken
        )
        sections = [pages.Section("", lines)]
        if duties:
            sections.append(pages.Section(_("Not negotiable, and breached"), duties, "duties"))
        lead = _("All teams together.") if self.found.is_parallel else ""
        return pages.Leaf(_("The eight principles"), tuple(sections), lead)

    def side_by_side(self) -> pages.Leaf:
        """Return each principle, team beside team, in the order of their numbers."""
        _ = self.language._
        sections = tuple(
            pages.Section(
                principle_name(self.language, row.principle),
                tuple(
                    f"{told.team_name(self.language, name)} – "
                    f"{briefly(self.language, one.scorecard.of(row.principle))}"
                    for name, one in self.found.teams.items()
                ),
                row.principle,
            )
            for row in self.found.profile.scores
            if row.is_assessed
        )
        lead = _("Each team met its own moments: these are grounds to talk, not a ranking.")
        return pages.Leaf(_("The teams side by side"), sections, lead, in_columns=True)

    def decided(self) -> pages.Leaf:
        """Return what each team answered to the same question."""
        scenes = dict.fromkeys(one.scene for one in self.found.decisions)
        sections = tuple(
            pages.Section(
                self.texts.of(scene, "title"),
                tuple(
                    f"{told.team_name(self.language, one.team)} – {self.said(one)}"
                    for one in self.found.decisions
                    if one.scene == scene
                ),
                scene,
            )
            for scene in scenes
        )
        return pages.Leaf(self.language._("The same question, each team’s answer"), sections)

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
            lines = tuple(advised(self.language, found))
            sections.append(pages.Section(_("What to play, what to drill"), lines))
        return pages.Leaf(_("What to practise next"), tuple(sections))

    # ---- the timeline

    def timeline(self) -> Iterator[tuple[Fact, str]]:
        """Yield each fact with its words; a team's decisions and what they set off included."""
        for fact in self.found.facts:
            for text in self._fact(fact):
                yield fact, text

    def _fact(self, fact: Fact) -> Iterable[str]:  # noqa: C901, PLR0911 - a line for each kind
        _, event = self.language._, fact.event
        match event:
            case w.Begun():
                return (_("The exercise began"),)
            case w.Played():
                return self._in_exercise(event)
            case w.VoteClosed():
                return (self._counted(event),)
            case w.Decided():
                one = next(d for d in self.found.decisions
                           if (d.team, d.scene) == (event.team, event.scene))  # fmt: skip
                how = told.decided_by(self.language, one.how)
                return (f"{self.texts.of(one.scene, 'title')} – {self.said(one)} ({how})",)
            case w.Tried():
                return (_("Tried: {text}", text=told.picked(self.room, event.scene, event.picks)),)
            case w.Injected():
                return (_("Extra post: {text}", text=self.injected(event)),)
            case w.NoteTaken():
                return (_("Noted: {text}", text=event.line),)
            case w.WritingEnded():
                return (_("Written by hand: the real post"),)
            case w.Restarted():
                return (_("Stopped, and started again"),)
            case w.LookedBack():
                return (_("The debrief was opened"),)
            case _:
                return ()

    def _in_exercise(self, event: w.Played) -> Iterator[str]:
        """Yield what else happened in a team's exercise: a decision is told where it was taken."""
        for one in event.events:
            if isinstance(one, e.ExerciseEnded):
                title = next(
                    (end.id for end in self.room.scenario.endings if end.id == one.ending), ""
                )
                if title:
                    ended = self.texts.of(title, "title")
                    yield self.language._("How it ended: {title}", title=ended)
            elif not isinstance(one, (e.ResponseGiven, e.Published)):
                fact = self.teams[event.team].fact(one)
                if fact is not None:
                    yield fact[1]

    def _counted(self, event: w.VoteClosed) -> str:
        count = self.found.counts[event.team, event.step]
        return f"{self.texts.of(event.scene, 'title')} – {told.stand(self.language, count)}"

    def injected(self, event: w.Injected) -> str:
        """Return an extra post: who says what."""
        if not event.address:
            return f"{event.who} – {event.text}"
        inject = next(
            (one for one in self.room.scenario.shelf if one.address == event.address), None
        )
        return f"{self.room.who(inject.persona)} – {self.texts[event.address]}" if inject else ""


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
