"""What happened, without judgement: the timeline, and how soon each first word was said."""

from simulator.debrief.debrief import Opportunity, PromiseOutcome, SignalOutcome
from simulator.exercise import events as e
from simulator.present import pages
from simulator.present.briefing import severity_name
from simulator.present.debriefed import Debriefed, signed

OPEN_KINDS = frozenset({"page", "mentions", "reviews"})
"""Kinds of channels where everybody can read what is written."""


class Facts(Debriefed):
    """The timeline and the clocks."""

    def facts(self) -> pages.Leaf:
        """Return the timeline: signals, decisions, minutes, messages. No judgement."""
        lines = tuple(f"{when} – {text}" for when, text in self.timeline())
        return pages.Leaf(self.language._("The facts"), (pages.Section("", lines),))

    def timeline(self) -> tuple[tuple[str, str], ...]:
        """Return the hour and the words of each fact, in the order of their hours."""
        known = [fact for event in self.debrief.log if (fact := self.fact(event))]
        # Something may have been there to be seen before anybody saw it.
        known.sort(key=lambda fact: fact[0])
        return tuple((self.room.when(minute), text) for minute, text in known)

    def fact(  # noqa: C901, PLR0911 - one line for each kind of event
        self, event: e.Event
    ) -> tuple[int, str] | None:
        """Return the minute and the words of what happened; None for what is no fact of its own."""
        _ = self.language._
        match event:
            case e.SignalRaised():
                name = self.texts.of("signals", event.signal, "name")
                return event.start, _("Visible from here on: {name}", name=name)
            case e.SignalAnswered():
                name = self.texts.of("signals", event.signal, "name")
                is_open = event.word != "private" or self.is_open(event.signal)
                said = _("First reply: {name}") if is_open else _("Without a public word: {name}")
                return event.minute, said.format(name=name)
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
                return event.minute, _("A duty was breached. It says: {text}", text=text)
            case _:
                return None

    def clocks(self) -> pages.Leaf:
        """Return how soon each signal had its first true word, and which promises were kept."""
        _ = self.language._
        signals, promises = self.debrief.signals, self.debrief.promises
        lines = [f"s{number}  {self._signal(one)}" for number, one in enumerate(signals, 1)]
        lines += [f"p{number}  {self._promise(one)}" for number, one in enumerate(promises, 1)]
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
            "private": _("in public, but to take it to private messages"),
            "untrue": _("with something that was not true"),
        }
        if outcome.word == "private" and not self.is_open(outcome.signal):
            return _(
                "{name}: taken up after {minutes}, without a public word. The plan says {target} "
                "for {kind}. {mark}",
                name=name, minutes=self.language.minutes(outcome.minutes),
                target=self.language.minutes(target), kind=kind, mark=mark,
            )  # fmt: skip
        return _(
            "{name}: first word after {minutes}, {word}. The plan says {target} for {kind}. {mark}",
            name=name, minutes=self.language.minutes(outcome.minutes), word=words[outcome.word],
            target=self.language.minutes(target), kind=kind, mark=mark,
        )  # fmt: skip

    def is_open(self, signal: str) -> bool:
        """Say whether the words that first took up *signal* stood where everybody reads.

        The key may rate as private a reply that all could read and that only asks for a message.
        """
        published: e.Published | None = None
        for event in self.debrief.log:
            if isinstance(event, e.ResponseGiven):
                published = None
            elif isinstance(event, e.Published):
                published = event
            elif isinstance(event, e.SignalAnswered) and event.signal == signal:
                break
        return published is not None and self.room.kind(published.channel) in OPEN_KINDS

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
        return f"({signed(row.obtained)})"
