"""The debrief as pages: first the short view, then each part on request. Warm and exact."""

import re
from collections.abc import Iterable, Iterator

from simulator import reference
from simulator.debrief.debrief import (
    BANDS,
    Debrief,
    Opportunity,
    PromiseOutcome,
    Score,
    SignalOutcome,
    rounded,
)
from simulator.debrief.moments import Moment
from simulator.exercise import events as e
from simulator.present import pages
from simulator.present.briefing import principle_name, severity_name
from simulator.present.room import Room
from simulator.scenario.model import ItemKey, Pair

STORY_LINES = 5
MAX_WORDS = 250
_SENTENCE = re.compile(r"(?<=[.!?…])[\u00bb\u201d\"]?\s+(?=[A-ZÀ-Ý«“])")


def sentences(text: str) -> list[str]:
    """Split prose into sentences."""
    # Not split(): it would take the no-break spaces of French for ordinary ones.
    flat = re.sub(r"[ \n\t]+", " ", text)
    return [part.strip() for part in _SENTENCE.split(flat) if part.strip()]


class Results:
    """Turns a debrief into pages, in the room's language."""

    def __init__(self, room: Room, debrief: Debrief) -> None:
        """Show *debrief* as *room* shows the exercise."""
        self.room = room
        self.language = room.language
        self.texts = room.texts
        self.debrief = debrief

    # ---- first view

    def first(self) -> pages.First:
        """Return the first view: your story, two decisions that mattered, one thing for Monday."""
        _ = self.language._
        decisions = [
            section
            for title, moment in (
                (_("What served you best"), self.debrief.best),
                (_("What cost you most"), self._costliest()),
            )
            if (section := self._mattered(title, moment))
        ]
        story = self._story()
        duties = tuple(
            _("Not negotiable, and breached: {text}", text=self.texts.of("duties", duty, "text"))
            for duty in self.debrief.state.duties_broken
        ) + tuple(
            _("Promised, and not kept: {name}", name=self.texts.of("promises", p.promise, "name"))
            for p in self.debrief.promises
            if not p.is_kept
        )
        first = pages.First(
            _("Looking back"), story, tuple(decisions), self._monday(), duties
        )  # fmt: skip
        said = (
            *story,
            *duties,
            *first.monday.lines,
            *(x for s in decisions for x in (s.title, *s.lines)),
        )
        words = sum(len(line.split()) for line in said)
        return pages.First(first.title, story, first.decisions, first.monday, duties, words)

    def _costliest(self) -> Moment | None:
        worst = self.debrief.costliest
        best = self.debrief.best
        if worst is not None and best is not None and worst.scene == best.scene:
            others = [m for m in self.debrief.moments if m.regret and m.scene != best.scene]
            return max(others, key=lambda moment: (moment.harm, moment.regret), default=None)
        return worst

    def _story(self) -> tuple[str, ...]:
        """Five lines: what set it off, three of your decisions as they came, how it ended."""
        chosen = {m.scene: m for m in (self.debrief.best, self._costliest()) if m is not None}
        rest = sorted(self.debrief.moments, key=lambda m: (-m.harm, -m.regret, -m.earned))
        for moment in rest:
            if len(chosen) >= STORY_LINES - 2:
                break
            chosen.setdefault(moment.scene, moment)
        lines = [self._opening()] if self._opening() else []
        ordered = [m for m in self.debrief.moments if m.scene in chosen]
        lines += [f"{self.room.when(m.minute)} – {self.said(m)}" for m in ordered]
        for event in self.debrief.log:
            if isinstance(event, e.ExerciseEnded):
                page = self.room.front_page(event)
                ended = self.language._("How it ended: {title}", title=page.title)
                lines.append(f"{self.room.when(event.minute)} – {ended}")
        return tuple(lines)

    def _opening(self) -> str:
        for name, signal in self.debrief.state.signals.items():
            title = self.texts.of("signals", name, "name")
            return f"{self.room.when(signal.start)} – {title}"
        return ""

    def said(self, moment: Moment) -> str:
        """Return what was done at *moment*, in the past tense where the author wrote it so."""
        parts = [
            self.texts.of(moment.scene, pick, "story") or self.texts.of(moment.scene, pick, "text")
            for pick in moment.picks
        ]
        if not parts:
            return self.language._("You let it be")
        return self.language.join(part.rstrip(".") for part in parts)

    def _mattered(self, title: str, moment: Moment | None) -> pages.Section | None:
        if moment is None:
            return None
        weighty = self._weightiest(moment)
        feedback = sentences(self.texts.of(moment.scene, weighty, "feedback")) if weighty else []
        is_best = moment is self.debrief.best
        is_whole = is_best and not moment.regret
        # The best needs two sentences; the others what was right, why it failed, what is better.
        kept = feedback[:2] if is_whole else [*feedback[:2], *feedback[-1:]]
        if is_best and not is_whole:
            kept = feedback[:1]
        said = self.texts.of(moment.scene, weighty, "story") or self.said(moment)
        place = self.texts.of(moment.scene, "title")
        lead = f"{place}, {self.room.when(moment.minute)} – {said.rstrip('.')}."
        return pages.Section(title, (lead, " ".join(dict.fromkeys(kept))), moment.scene)

    def _weightiest(self, moment: Moment) -> str:
        """Return the picked item that weighs most in what *moment* earned or missed."""
        key = self.room.loaded.key.get(moment.scene)
        if key is None or not moment.picks:
            return moment.picks[0] if moment.picks else ""
        if moment is not self.debrief.best and moment.worst_pick:
            return moment.worst_pick

        def weight(pick: str) -> int:
            item = key.items.get(pick, ItemKey())
            return sum(mark or 0 for _, mark in item.ratings)

        return max(moment.picks, key=weight)

    def _monday(self) -> pages.Section:
        """Return one thing to do differently: what undoes the costliest mistake, if known."""
        _ = self.language._
        worst = self._costliest()
        principle = self.debrief.monday
        if worst is None or not principle:
            text = _("Nothing to mend here: play the next one, in another sector.")
            return pages.Section(_("One thing for Monday"), (text,))
        key = self.room.loaded.key.get(worst.scene)
        item = key.items.get(worst.worst_pick) if key else None
        known = reference.book("errors", self.language.code)
        for code in item.errors if item else ():
            if code in known:
                return pages.Section(
                    _("One thing for Monday"), (str(known[code]["instead"]),), code
                )
        entry = reference.book("principles", self.language.code)[principle]
        return pages.Section(_("One thing for Monday"), (str(entry["monday"]),), principle)

    # ---- the eight principles

    def principles(self) -> pages.Leaf:
        """Return the eight principles with bands and opportunities, and the overall."""
        _ = self.language._
        sections = [self._principle(score) for score in self.debrief.scorecard.scores]
        overall = self.debrief.scorecard.overall
        lead = ""
        if overall is not None:
            lead = _(
                "All together: {score} out of 100. {reach}{weights}",
                score=rounded(overall), reach=self._reach(), weights=self._weights(),
            )  # fmt: skip
        return pages.Leaf(_("The eight principles"), tuple(sections), lead)

    def _reach(self) -> str:
        """Say what share of all that this crisis lets anybody earn was earned (F4, F15)."""
        share = self.debrief.share
        if share is None:
            return ""
        said = self.language._(
            "From the worst play of this crisis (0) to the best there is (100), yours stands at "
            "{share}.",
            share=share,
        )
        return said + " "

    def _weights(self) -> str:
        return self.language._(
            "It is the mean of the principles you met, each with the same weight; a single play is "
            "a photograph, not a verdict."
        )

    def _principle(self, score: Score) -> pages.Section:
        name = principle_name(self.language, score.principle)
        return pages.Section(name, (self.standing(score), *self._below(score)), score.principle)

    def _below(self, score: Score) -> Iterator[str]:
        """Yield where a principle stayed below the best that was possible, and by how much."""
        for row in score.opportunities:
            if row.obtained < row.high:
                yield self.language._(
                    "Below the best: {where} ({mark} of {best}).",
                    where=self._where(row), mark=_signed(row.obtained), best=_signed(row.high),
                )  # fmt: skip

    def _where(self, row: Opportunity) -> str:
        """Return what an opportunity was: a decision, the looks before it, a signal, a promise."""
        kind, name = row.source
        if kind == "signal":
            return self.texts.of("signals", name, "name")
        if kind == "promise":
            return self.texts.of("promises", name, "name")
        title = self.texts.of(name, "title")
        return (
            self.language._("{title}, what you looked at", title=title)
            if kind == "inquiry"
            else title
        )

    def standing(self, score: Score) -> str:
        """Return how one principle went, in a sentence."""
        _ = self.language._
        bands = reference.book("bands", self.language.code)
        count = len(score.opportunities)
        if score.value is None:
            return (
                f"{bands['not-assessed']['name'].capitalize()}. {bands['not-assessed']['meaning']}"
            )
        if score.is_indicative:
            return _(
                "{served} of {count}, indicative: too few occasions for more.",
                served=score.served, count=count,
            )  # fmt: skip
        return self.language.n(
            "{band}: {score} out of 100, from {count} occasion.",
            "{band}: {score} out of 100, from {count} occasions.",
            count, band=str(bands[score.band]["name"]).capitalize(), score=rounded(score.value),
        )  # fmt: skip

    def band_table(self) -> tuple[str, ...]:
        """Return the published thresholds of the bands."""
        book = reference.book("bands", self.language.code)
        highs = [band.low - 1 for band in BANDS[1:]] + [100]
        rows = zip(BANDS, highs, strict=True)
        return tuple(self._band(band.low, high, book[band.id]) for band, high in rows)

    def _band(self, low: int, high: int, words: reference.Entry) -> str:
        return self.language._(
            "{low}-{high}: {name}. {meaning}",
            low=low,
            high=high,
            name=words["name"],
            meaning=words["meaning"],
        )

    # ---- the facts

    def facts(self) -> pages.Leaf:
        """Return the timeline: signals, decisions, minutes, messages. No judgement."""
        _ = self.language._
        known = [fact for event in self.debrief.log if (fact := self._fact(event))]
        # Something may have been there to be seen before anybody saw it.
        known.sort(key=lambda fact: fact[0])
        lines = tuple(f"{self.room.when(minute)} – {text}" for minute, text in known)
        return pages.Leaf(_("The facts"), (pages.Section("", lines),))

    def _fact(  # noqa: C901, PLR0911 - one line for each kind of event
        self, event: e.Event
    ) -> tuple[int, str] | None:
        _ = self.language._
        match event:
            case e.SignalRaised():
                name = self.texts.of("signals", event.signal, "name")
                return event.start, _("There to be seen: {name}", name=name)
            case e.SignalAnswered():
                name = self.texts.of("signals", event.signal, "name")
                return event.minute, _("First word: {name}", name=name)
            case e.InquiryMade():
                text = self.texts.of(event.scene, event.inquiry, "text")
                return event.minute, _("You looked closer: {text}", text=text)
            case e.ResponseGiven():
                moment = next(m for m in self.debrief.moments if m.scene == event.scene)
                return event.minute, self.said(moment)
            case e.Published():
                words = self.language.quoted(self.room.words(event.addresses))
                return event.minute, _("Published: {text}", text=words)
            case e.PromiseKept():
                name = self.texts.of("promises", event.promise, "name")
                return event.minute, _("Kept: {name}", name=name)
            case e.PromiseBroken():
                name = self.texts.of("promises", event.promise, "name")
                return event.minute, _("Not kept: {name}", name=name)
            case e.DutyBroken():
                text = self.texts.of("duties", event.duty, "text")
                return event.minute, _("A duty was breached: {text}", text=text)
            case _:
                return None

    # ---- every option, every mark

    def decisions(self) -> tuple[pages.Leaf, ...]:
        """Return one page for each decision: every option, what it was worth and why."""
        return tuple(self.decision(moment) for moment in self.debrief.moments)

    def decision(self, moment: Moment) -> pages.Leaf:
        """Return one decision with all its options and looks, the chosen ones marked."""
        _ = self.language._
        key = self.room.loaded.key.get(moment.scene)
        scene = self.room.scenario.scenes[moment.scene]
        sections: list[pages.Section] = []
        for inquiry in scene.inquiries:
            done = inquiry.id in moment.inquiries
            title = _("You looked: {text}") if done else _("You could have looked: {text}")
            item = key.items.get(inquiry.id) if key else None
            text = self.texts.of(moment.scene, inquiry.id, "text")
            lines = self._reasons(moment.scene, inquiry.id, item)
            sections.append(pages.Section(title.format(text=text), tuple(lines), inquiry.id))
        items = key.items if key else {}
        options = list(scene.decision.options) if scene.decision else []
        # What was chosen first, in the order it was chosen; then the rest as written.
        rank = {pick: number for number, pick in enumerate(moment.picks)}
        options.sort(key=lambda option: rank.get(option.id, len(rank)))
        sections += [
            self._option(moment, option.id, items.get(option.id))
            for option in options
            if option.id in moment.offered
        ]
        if key:
            sections += [s for pair in key.pairs if (s := self._pair(moment, pair))]
        title = f"{self.room.when(moment.minute)} – {self.texts.of(moment.scene, 'title')}"
        return pages.Leaf(title, tuple(sections), self._merit(moment))

    def _merit(self, moment: Moment) -> str:
        _ = self.language._
        said = [self.texts.of(moment.scene, "ask")]
        if moment.confidence:
            sure = (_("guessing"), _("fairly sure"), _("sure"))[moment.confidence - 1]
            said.append(_("You said: {sure}.", sure=sure))
        if moment.regret:
            texts = [self.texts.of(moment.scene, pick, "text").rstrip(".") for pick in moment.best]
            said.append(_("One of the best answers here: {text}.", text=self.language.join(texts)))
        if not moment.is_graded:
            said.append(_("The countdown ended here, so this response is not graded."))
        hidden = [row for row in moment.opportunities if row.unclamped > row.obtained]
        if hidden:
            names = ", ".join(principle_name(self.language, row.principle) for row in hidden)
            said.append(
                _(
                    "Several good points on the same principle count as two at most: {names}.",
                    names=names,
                )
            )
        return " ".join(said)

    def _option(self, moment: Moment, option: str, item: ItemKey | None) -> pages.Section:
        _ = self.language._
        text = self.texts.of(moment.scene, option, "text")
        is_mine = option in moment.picks
        title = text
        if is_mine:
            place = moment.picks.index(option) + 1
            is_order = len(moment.picks) == len(moment.offered) > 1
            title = f"{place}. {text}" if is_order else _("You chose: {text}", text=text)
        lines: list[str] = []
        if quote := self.texts.of(moment.scene, option, "publishes"):
            lines.append(self.language.quoted(quote))
        lines += self._reasons(moment.scene, option, item)
        if item and item.left and not is_mine:
            reasons = self._reasons(moment.scene, f"{option}.left", ItemKey(item.left))
            lines += [_("Left out: {reason}", reason=reason) for reason in reasons]
        if feedback := self.texts.of(moment.scene, option, "feedback"):
            lines.append(feedback)
        for code in item.errors if item else ():
            entry = reference.book("errors", self.language.code).get(code)
            if entry:
                lines.append(_("A known mistake: {name}", name=entry["name"]))
        return pages.Section(title, tuple(lines), option)

    def _reasons(self, scene: str, item_id: str, item: ItemKey | None) -> list[str]:
        lines = []
        for principle, mark in item.ratings if item else ():
            name = principle_name(self.language, principle)
            shown = "?" if mark is None else f"{mark:+d}" if mark else "0"
            why = self.texts.of(scene, item_id, principle)
            sign = shown.replace("-", "−")
            lines.append(
                self.language._("{principle} {mark}: {why}", principle=name, mark=sign, why=why)
            )
        return lines

    def _pair(self, moment: Moment, pair: Pair) -> pages.Section | None:
        _ = self.language._
        picks = moment.picks
        if pair.first not in picks or pair.second not in picks:
            return None
        if pair.relation == "before" and picks.index(pair.first) > picks.index(pair.second):
            return None
        first, second = (
            self.texts.of(moment.scene, name, "text") for name in (pair.first, pair.second)
        )
        said = (
            _("In this order: {a}; {b}") if pair.relation == "before" else _("Together: {a}; {b}")
        )
        title = said.format(a=first.rstrip("."), b=second.rstrip("."))
        item = f"{pair.first} {pair.relation} {pair.second}"
        return pages.Section(
            title, tuple(self._reasons(moment.scene, item, ItemKey(pair.ratings))), item
        )

    def clocks(self) -> pages.Leaf:
        """Return how soon each signal had its first true word, and which promises were kept."""
        _ = self.language._
        lines = [self._signal(outcome) for outcome in self.debrief.signals]
        lines += [self._promise(outcome) for outcome in self.debrief.promises]
        title = _("How soon you answered")
        return pages.Leaf(title, (pages.Section("", tuple(lines)),))

    def _signal(self, outcome: SignalOutcome) -> str:
        _ = self.language._
        name = self.texts.of("signals", outcome.signal, "name")
        target = dict(self.room.scenario.targets)[outcome.severity][0]
        kind = severity_name(self.language, outcome.severity)
        mark = self._mark(outcome.opportunity)
        if outcome.minutes is None:
            return _("{name}: no public word at all. {mark}", name=name, mark=mark)
        words = {
            "full": _("true, and with the hour of the next word"),
            "vague": _("true, but without the hour of the next word"),
            "private": _("in private only"),
            "untrue": _("with something that was not true"),
        }
        return _(
            "{name}: first word after {minutes}, {word}. The plan says {target} for {kind}. {mark}",
            name=name, minutes=self.language.minutes(outcome.minutes), word=words[outcome.word],
            target=self.language.minutes(target), kind=kind, mark=mark,
        )  # fmt: skip

    def _promise(self, outcome: PromiseOutcome) -> str:
        _ = self.language._
        name = self.texts.of("promises", outcome.promise, "name")
        said = (
            _("{name}: kept. {mark}")
            if outcome.is_kept
            else _("{name}: the hour passed without it. {mark}")
        )
        return said.format(name=name, mark=self._mark(outcome.opportunity))

    def _mark(self, row: Opportunity) -> str:
        return f"({_signed(row.obtained)})"


def _signed(mark: int) -> str:
    """Return a mark with its sign, the minus a real one."""
    return f"{mark:+d}".replace("-", "−") if mark else "0"


def words_in(leaves: Iterable[pages.Leaf]) -> int:
    """Count the words on pages."""
    return sum(
        len(line.split()) for leaf in leaves for section in leaf.sections for line in section.lines
    )
