"""Time travel: each decision with the room as it was, what could be known then, what could not."""

from simulator.debrief.travel import Stop, stops
from simulator.exercise import events as e
from simulator.present import pages
from simulator.present.debriefed import Debriefed

SHOWN = 6
"""Posts of a scene that are shown again, the last ones."""
CUT = 160


def short(text: str, most: int = CUT) -> str:
    """Return *text* on one line, cut at a word when it is long."""
    flat = " ".join(text.split(" ")).replace("\n", " ")
    if len(flat) <= most:
        return flat
    return flat[:most].rsplit(" ", 1)[0].rstrip(",;:") + "…"


class Travel(Debriefed):
    """One page for each decision."""

    def travel(self) -> tuple[pages.Leaf, ...]:
        """Return the room at each decision, in order."""
        return tuple(map(self._stop, stops(self.room.scenario, self.debrief.log)))

    def _stop(self, stop: Stop) -> pages.Leaf:
        _ = self.language._
        title = f"{stop.number}. {self.texts.of(stop.scene, 'title')}"
        when = self.room.when(stop.given.minute)
        lead = f"{when} – {self.texts.of(stop.scene, 'ask')}"
        sections = (
            pages.Section(_("What you had in front of you"), self._seen(stop)),
            pages.Section(_("How things stood"), self._board(stop)),
            pages.Section(_("What you could have known"), self._unseen(stop)),
            pages.Section(_("What nobody could know yet"), self._later(stop)),
            pages.Section(_("What you did"), (self._given(stop),)),
        )
        return pages.Leaf(title, tuple(s for s in sections if s.lines), lead)

    def _given(self, stop: Stop) -> str:
        moment = next(m for m in self.debrief.moments if m.scene == stop.scene)
        return self.said(moment) + "."

    def seen(self, scene: str, cut: int, *, is_told: bool = False) -> tuple[str, ...]:
        """Return the last posts that had arrived in *scene* after *cut* events, and what was found.

        They are short: they remind of what was read. With *is_told*, each is a sentence.
        """
        log = self.debrief.log[:cut]
        begun = max(
            (n for n, x in enumerate(log) if isinstance(x, e.SceneOpened) and x.scene == scene),
            default=0,
        )
        lines = []
        for event in log[begun:]:
            if isinstance(event, e.InjectDelivered):
                post = self.room.post(event)
                said = f"{post.who}, {post.when} – {short(post.text)}"
                lines.append(self.language._("You saw: {text}", text=said) if is_told else said)
            elif isinstance(event, e.InquiryMade):
                found = self.room.found(event)
                said = self.language._("You looked: {text}", text=found.looked.rstrip("."))
                lines.append(f"{said} – {short(found.text)}")
        return tuple(lines[-SHOWN:])

    def _seen(self, stop: Stop) -> tuple[str, ...]:
        return self.seen(stop.scene, stop.cut)

    def _board(self, stop: Stop) -> tuple[str, ...]:
        gauges = self.room.gauges(stop.state.gauges)
        colon = self.language._(":")
        return tuple(f"{gauge.name}{colon} {gauge.value} ({gauge.level})" for gauge in gauges)

    def _unseen(self, stop: Stop) -> tuple[str, ...]:
        _ = self.language._
        lines = []
        for unseen in stop.unseen:
            text = self.texts.of(stop.scene, unseen.inquiry, "text").rstrip(".")
            shown = short(self.texts.get(unseen.reveal, ""))
            shown = shown or _("the time would have run out first")
            minutes = self.language.minutes(unseen.minutes)
            lines.append(f"{text} ({minutes}) – {shown}")
        return tuple(lines)

    def _later(self, stop: Stop) -> tuple[str, ...]:
        _ = self.language._
        lines = [
            _(
                "{name}: {value}. It was drawn by lot, and nothing had shown it yet.",
                name=self.texts.of("truths", name, "name").rstrip("."),
                value=self.texts.of("truths", name, value) or value,
            )
            for name, value in stop.truths
        ]
        for event in stop.later[:2]:
            post = self.room.post(event)
            when = self.room.when(event.minute)
            lines.append(f"{post.who}, {when} – {short(post.text)}")
        more = len(stop.later) - 2
        if more > 0:
            lines.append(
                self.language.n(
                    "And {count} post after that.", "And {count} posts after that.", more
                )
            )
        return tuple(lines)
