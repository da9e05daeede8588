"""The room: what happened, who said what, how things stand, and what is being asked."""

from collections.abc import Iterable, Mapping

from simulator.conduct.conduct import Conduct
from simulator.exercise import events as e
from simulator.exercise.board import level
from simulator.language import Language
from simulator.present import pages
from simulator.scenario.fields import QUOTE
from simulator.scenario.load import Loaded
from simulator.scenario.model import END, US, Inject, Scenario, Texts


def split(log: e.Log) -> tuple[e.Log, e.Log]:
    """Split what a response brought: what it set off at once, and what comes next."""
    closed = (n for n, event in enumerate(log) if isinstance(event, e.SceneClosed))
    cut = next(closed, len(log) - 1) + 1
    return log[:cut], log[cut:]


class Room:
    """Turns one exercise into pages, in one language."""

    def __init__(self, loaded: Loaded, language: Language) -> None:
        """Show *loaded* in *language* (the scenario's own where it has no such text)."""
        self.loaded = loaded
        self.language = language
        self.texts: Texts = loaded.texts[loaded.language(language.code)]

    @property
    def scenario(self) -> Scenario:
        """The scenario shown."""
        return self.loaded.scenario

    def who(self, persona: str) -> str:
        """Return the name to show for *persona*."""
        if persona == US:
            return self.texts.of("organisation", "name")
        return self.texts.of("personas", persona, "name")

    def when(self, minute: int, now: int | None = None) -> str:
        """Return the hour of *minute*, with its day when it is not today's."""
        return self.language.moment(self.scenario.starts, minute, now)

    def words(self, addresses: Iterable[str]) -> str:
        """Return the trainee's own words at *addresses*, as one text."""
        return " ".join(self.texts.get(address, "") for address in addresses)

    def post(self, inject: e.InjectDelivered) -> pages.Post:
        """Return one post as it is shown when it arrives."""
        text = self.texts.get(inject.address, "")
        if inject.quotes:
            text = text.replace(f"<{QUOTE}>", self.words(inject.quotes))
        return pages.Post(
            self.who(inject.persona), self.texts.of("channels", inject.channel, "name"),
            self.when(inject.shown, inject.minute), text, self.kind(inject.channel),
            inject.persona == US, address=inject.address,
        )  # fmt: skip

    def kind(self, channel: str) -> str:
        """Return what kind of place *channel* is."""
        return next((c.kind for c in self.scenario.channels if c.id == channel), "page")

    def history(self) -> tuple[pages.Post, ...]:
        """Return the feed as it was before the exercise."""
        return tuple(self.line(inject) for inject in self.scenario.history)

    def line(self, inject: Inject, now: int = 0) -> pages.Post:
        """Return something written that is not an event: history, a line of the front page."""
        shown = now if inject.posted is None else inject.posted
        return self.post(
            e.InjectDelivered(inject.address, inject.persona, inject.channel, now, shown)
        )

    def items(  # noqa: C901 - one line for each kind of event
        self, events: Iterable[e.Event]
    ) -> list[pages.Item]:
        """Return what *events* show, in order."""
        found: list[pages.Item] = []
        breaks_in = False
        for event in events:
            match event:
                case e.InterruptionBegan():
                    breaks_in = True
                case e.SceneOpened():
                    found.append(self.heading(event, breaks_in=breaks_in))
                    breaks_in = False
                case e.InjectDelivered():
                    found.append(self.post(event))
                case e.Published():
                    found.append(self.own(event))
                case e.InquiryMade():
                    found.append(self.found(event))
                case e.PromiseBroken() | e.DutyBroken() | e.ResponseGiven():
                    found += self._notes(event)
                case e.ExerciseEnded() if event.ending != END:
                    found.append(self.front_page(event))
                case _:
                    pass
        return found

    def heading(self, event: e.SceneOpened, *, breaks_in: bool = False) -> pages.Heading:
        """Return the heading of a scene."""
        return pages.Heading(
            self.texts.of(event.scene, "title"), self.when(event.minute),
            self.texts.of(event.scene, "brief"), breaks_in,
        )  # fmt: skip

    def own(self, event: e.Published) -> pages.Post:
        """Return what the trainee published."""
        return pages.Post(
            self.texts.of("organisation", "name"), self.texts.of("channels", event.channel, "name"),
            self.when(event.minute, event.minute), self.words(event.addresses),
            self.kind(event.channel), is_ours=True, is_mine=True,
        )  # fmt: skip

    def found(self, event: e.InquiryMade) -> pages.Found:
        """Return what looking closer showed."""
        return pages.Found(
            self.texts.of(event.scene, event.inquiry, "text"),
            self.when(event.minute, event.minute), self.texts.get(event.reveal, ""),
        )  # fmt: skip

    def _notes(self, event: e.Event) -> list[pages.Item]:
        _ = self.language._
        match event:
            case e.PromiseBroken():
                name = self.texts.of("promises", event.promise, "name")
                return [pages.Note(_("The hour has passed: {name}.", name=name))]
            case e.DutyBroken():
                text = self.texts.of("duties", event.duty, "text")
                return [pages.Note(_("A duty was breached. It says: {text}", text=text))]
            case e.ResponseGiven(how="late") | e.ResponseGiven(how="let-pass"):
                return [
                    pages.Note(
                        _(
                            "The time is up, and this is what happens: {text}",
                            text=self._picked(event),
                        )
                    )
                ]
            case e.ResponseGiven(how="clock"):
                return [
                    pages.Note(
                        _(
                            "The countdown ended (it is not graded): {text}",
                            text=self._picked(event),
                        )
                    )
                ]
            case _:
                return []

    def _picked(self, event: e.ResponseGiven) -> str:
        return self.language.join(self.texts.of(event.scene, pick, "text") for pick in event.picks)

    def front_page(self, event: e.ExerciseEnded) -> pages.FrontPage:
        """Return tomorrow's front page."""
        ending = next(end for end in self.scenario.endings if end.id == event.ending)
        headline = self.texts.of(ending.id, "headline")
        headline = headline.replace(f"<{QUOTE}>", self.words(event.quotes))
        lines = [
            self.line(line, event.minute) for line in ending.lines if line.address in event.lines
        ]
        after = [
            self.line(line, event.minute)
            for line in self.scenario.epilogue
            if line.address in event.epilogue
        ]
        return pages.FrontPage(
            self.texts.of(ending.id, "title"), headline, self.texts.of(ending.id, "text"),
            tuple(lines), tuple(after),
        )  # fmt: skip

    def gauges(
        self, values: Mapping[str, int], since: Mapping[str, int] | None = None
    ) -> tuple[pages.Gauge, ...]:
        """Return the gauges at *values*, with their change since the values in *since*."""
        found = []
        for gauge in self.scenario.gauges:
            value = values.get(gauge.id, gauge.start)
            name = level(gauge, value)
            before = value if since is None else since.get(gauge.id, value)
            found.append(
                pages.Gauge(
                    self.texts.of("gauges", gauge.id, "name"), value,
                    self.texts.of("gauges", gauge.id, name), value - before,
                    self.texts.of("gauges", gauge.id, "meaning"),
                )
            )  # fmt: skip
        return tuple(found)

    def people(self, conduct: Conduct) -> pages.Leaf:
        """Return who is who, and how each feels about you now."""
        _ = self.language._
        sections = []
        for persona in self.scenario.personas:
            mood = conduct.state.moods.get(persona.id, "")
            about = [self.texts.of("personas", persona.id, "about")]
            if mood:
                about.append(_("Now: {mood}.", mood=self.texts.of("personas", persona.id, mood)))
            stance = self.texts.of("personas", persona.id, "stance")
            title = self.who(persona.id) + (f" ({stance})" if stance else "")
            sections.append(pages.Section(title, tuple(about), persona.id))
        return pages.Leaf(_("Who is who"), tuple(sections), in_columns=True)
