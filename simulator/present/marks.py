"""Every mark of a debrief under a short label, and the page that traces it to its source (F12).

3a is the first mark of the third decision, 3.2 its second answer, s1 the first signal, p1 the first
promise. A label can be typed anywhere a mark can be asked about or contested.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from simulator.debrief.debrief import Opportunity, PromiseOutcome, SignalOutcome
from simulator.debrief.moments import Moment
from simulator.exercise.commands import Contest
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.debriefed import signed
from simulator.present.facts import Facts
from simulator.present.why import Why

SIGNALS, PROMISES = "signals", "promises"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in a debrief that can be asked about and contested."""

    label: str
    text: str
    scene: str
    """As in Contest: the scene, or "signals" or "promises"."""
    item: str
    principle: str = ""


class Marks(Why, Facts):
    """The list of marks, and why each is what it is."""

    def marks(self) -> tuple[Mark, ...]:
        """Return every mark in order: of each decision, then of its answers; then the clock's."""
        return (*self._decided(), *self._clocked())

    def mark(self, label: str) -> Mark | None:
        """Return the mark called *label*; a decision's number alone is what was picked there."""
        found = {mark.label: mark for mark in self.marks()}
        wanted = label.casefold()
        if re.fullmatch(r"[0-9]{1,3}", wanted) and 1 <= int(wanted) <= len(self.debrief.moments):
            moment = self.debrief.moments[int(wanted) - 1]
            return Mark(wanted, self.said(moment), moment.scene, next(iter(moment.picks), ""))
        return found.get(wanted)

    def _decided(self) -> Iterator[Mark]:
        for number, moment in enumerate(self.debrief.moments, 1):
            for row in moment.opportunities:
                name = principle_name(self.language, row.principle)
                text = f"{name} {signed(row.obtained)} – {self._where(row)}"
                item = self._carrier(moment, row)
                yield Mark(self.labels[_source(row)], text, moment.scene, item, row.principle)
            for place, option in enumerate(self.shown(moment), 1):
                text = self.texts.of(moment.scene, option.id, "text")
                yield Mark(f"{number}.{place}", text, moment.scene, option.id)

    def _clocked(self) -> Iterator[Mark]:
        clocks = (
            (SIGNALS, [(s.signal, s.opportunity) for s in self.debrief.signals]),
            (PROMISES, [(p.promise, p.opportunity) for p in self.debrief.promises]),
        )
        for kind, rows in clocks:
            for item, row in rows:
                name = principle_name(self.language, row.principle)
                text = f"{name} {signed(row.obtained)} – {self._where(row)}"
                yield Mark(self.labels[_source(row)], text, kind, item, row.principle)

    def _carrier(self, moment: Moment, row: Opportunity) -> str:
        """Return the item that a mark hangs on: the first picked that is rated on the principle."""
        key = self.room.loaded.key.get(moment.scene)
        picked = moment.inquiries if row.source[0] == "inquiry" else moment.picks
        for item in picked:
            if key and item in key.items and row.principle in dict(key.items[item].ratings):
                return item
        return next(iter(moment.picks), "")

    def listed(self, title: str) -> pages.Leaf:
        """Return all the marks, one section for each decision and one for the clock."""
        sections: dict[str, list[str]] = {}
        for mark in self.marks():
            sections.setdefault(mark.scene, []).append(f"{mark.label}  {mark.text}")
        lead = self.language._(
            "3a is a mark, 3.2 one of the answers there, s1 a first word, p1 a promise."
        )
        return pages.Leaf(
            title,
            tuple(
                pages.Section(self._titled(scene), tuple(lines), scene)
                for scene, lines in sections.items()
            ),
            lead,
        )

    def _titled(self, scene: str) -> str:
        _ = self.language._
        clocks = {SIGNALS: _("How soon you answered"), PROMISES: _("What you promised")}
        for number, moment in enumerate(self.debrief.moments, 1):
            if moment.scene == scene:
                return f"{number}. {self.texts.of(scene, 'title')} – {self.said(moment)}"
        return clocks[scene]

    # ---- why

    def because(self, label: str) -> pages.Leaf | None:
        """Return why the mark called *label* is what it is; None where there is no such mark.

        A number alone asks for all the marks of that decision.
        """
        moments = self.debrief.moments
        if re.fullmatch(r"[0-9]{1,3}", label) and 1 <= int(label) <= len(moments):
            return self.why(moments[int(label) - 1])
        mark = self.mark(label)
        if mark is None:
            return None
        return self._why_of(mark)

    def _why_of(self, mark: Mark) -> pages.Leaf:
        for signal in self.debrief.signals:
            if (mark.scene, mark.item) == (SIGNALS, signal.signal):
                return self._why_signal(mark, signal)
        for promise in self.debrief.promises:
            if (mark.scene, mark.item) == (PROMISES, promise.promise):
                return self._why_promise(mark, promise)
        moment = next(m for m in self.debrief.moments if m.scene == mark.scene)
        if not mark.principle:
            return self._why_option(mark, moment)
        whole = self.why(moment)
        title = self.language._("Why: {title}", title=f"{mark.label}  {mark.text}")
        place = [self.labels[_source(row)] for row in moment.opportunities].index(mark.label)
        return pages.Leaf(title, (whole.sections[place],), whole.lead)

    def _why_option(self, mark: Mark, moment: Moment) -> pages.Leaf:
        page = self.decision(moment)
        kept = tuple(section for section in page.sections if section.id == mark.item)
        title = self.language._("Why: {title}", title=f"{mark.label}  {mark.text}")
        return pages.Leaf(title, kept, page.lead)

    def _why_signal(self, mark: Mark, signal: SignalOutcome) -> pages.Leaf:
        _ = self.language._
        lead = _(
            "The clock of the story gives this mark, never yours: the lower of what the minutes "
            "deserve and of what the words deserve."
        )
        lines = [self._signal(signal), *self._bands(signal), *self._words(signal)]
        return self._clock_page(mark, signal.opportunity, lead, lines)

    def _bands(self, signal: SignalOutcome) -> Iterator[str]:
        _ = self.language._
        targets = dict(self.room.scenario.targets)[signal.severity]
        for limit, mark in zip(targets, (2, 1, 0, -1), strict=False):
            minutes = self.language.minutes(limit)
            yield _("Within {minutes}: {mark}", minutes=minutes, mark=signed(mark))
        yield _("Later: {mark}; never: −2", mark=signed(2 - len(targets)))

    def _words(self, signal: SignalOutcome) -> Iterator[str]:
        if signal.answered is None:
            return
        _ = self.language._
        private = (
            _("The words: they take it to private messages; they earn 0 at most.")
            if self.is_open(signal.signal)
            else _("The words: none in public; that earns 0 at most.")
        )
        yield {
            "full": _("The words: true, with the hour of the next word; they may earn +2."),
            "vague": _("The words: no hour for the next word; they earn +1 at most."),
            "private": private,
            "untrue": _("The words: something in them was not true; that is −2 whenever said."),
        }[signal.word]

    def _why_promise(self, mark: Mark, promise: PromiseOutcome) -> pages.Leaf:
        lead = self.language._(
            "A promised word is a chance that exists because you promised it: {kept} kept, "
            "{broken} when its minute passes without a word.",
            kept=signed(promise.opportunity.high), broken=signed(promise.opportunity.low),
        )  # fmt: skip
        return self._clock_page(mark, promise.opportunity, lead, [self._promise(promise)])

    def _clock_page(self, mark: Mark, row: Opportunity, lead: str, lines: list[str]) -> pages.Leaf:
        section = pages.Section("", (*lines, *self._scaled(row.principle, row.obtained)))
        title = self.language._("Why: {title}", title=f"{mark.label}  {mark.text}")
        return pages.Leaf(title, (section,), lead)

    # ---- I disagree

    def contest(self, mark: Mark, line: str) -> Contest:
        """Return the command that keeps a disagreement with *mark*."""
        return Contest(mark.scene, mark.item, line, mark.principle)


def _source(row: Opportunity) -> tuple[str, ...]:
    return (row.principle, *row.source)
