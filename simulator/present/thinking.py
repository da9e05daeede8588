"""What you thought beside what the debrief says: your view, how sure you were, what you take."""

from collections.abc import Iterator

from scoring.principles import PRINCIPLES
from simulator.debrief.reflection import SelfCheck, commitments, self_check, sureness
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.debriefed import Debriefed


class Thinking(Debriefed):
    """Your own view."""

    def own_view(self) -> pages.Leaf:
        """Return the questions of the self-assessment, or how its answers compare."""
        found = self_check(self.debrief)
        return self._asked() if found is None else self._compared(found)

    def _asked(self) -> pages.Leaf:
        _ = self.language._
        lead = _(
            "Before any mark: what was your strongest principle, your weakest, and which decision "
            "would you take back? Type three numbers: 4 6 2. Enter skips."
        )
        principles = tuple(
            f"{number}. {principle_name(self.language, name)}"
            for number, name in enumerate(PRINCIPLES, 1)
        )
        decisions = tuple(
            f"{number}. {self.texts.of(moment.scene, 'title')} – {self.said(moment)}"
            for number, moment in enumerate(self.debrief.moments, 1)
        )
        return pages.Leaf(
            _("Your own view"),
            (
                pages.Section(_("The eight principles"), principles),
                pages.Section(_("Your decisions"), decisions),
            ),
            lead,
        )

    def _compared(self, found: SelfCheck) -> pages.Leaf:
        _ = self.language._
        lines: list[str] = []
        said = found.said
        if said.strongest:
            lines += self._beside(
                _("Strongest, you said: {name}."), said.strongest, found.strongest,
                is_shared=found.is_strongest_shared,
            )  # fmt: skip
        if said.weakest:
            lines += self._beside(
                _("Weakest, you said: {name}."), said.weakest, found.weakest,
                is_shared=found.is_weakest_shared,
            )  # fmt: skip
        if said.take_back:
            title = self.texts.of(said.take_back, "title")
            lines.append(_("You would take back: {title}.", title=title))
            if found.is_decision_shared:
                lines.append(_("It is the one that cost most."))
            elif found.costliest:
                other = self.texts.of(found.costliest, "title")
                lines.append(_("The one that cost most is another: {title}.", title=other))
        lead = _("Where the two differ, there is something to learn about how you see yourself.")
        return pages.Leaf(_("Your own view"), (pages.Section("", tuple(lines)),), lead)

    def _beside(
        self, said: str, name: str, shown: tuple[str, ...], *, is_shared: bool
    ) -> Iterator[str]:
        _ = self.language._
        yield said.format(name=principle_name(self.language, name))
        if is_shared:
            yield _("The play says the same.")
        elif shown:
            names = self.language.join(principle_name(self.language, other) for other in shown)
            yield _("The play says: {names}.", names=names)

    def sureness(self) -> pages.Section:
        """Return how sure each response was beside how right it was."""
        _ = self.language._
        sure = (_("guessing"), _("fairly sure"), _("sure"))
        verdict = {
            "known": _("and nothing better was possible: you knew."),
            "lucky": _("and nothing better was possible: trust that more."),
            "blind": _("and something better was possible: this is where to look first."),
            "open": _(
                "and something better was possible: you were right not to be sure, look closer."
            ),
        }
        halfway = _("and something better was possible: look closer next.")
        lines = tuple(
            f"{self.texts.of(row.scene, 'title')} – {sure[row.sure - 1]}, "
            + (halfway if row.kind == "open" and row.sure > 1 else verdict[row.kind])
            for row in sureness(self.debrief.moments)
        )
        return pages.Section(_("How sure, and how right"), lines)

    def taken(self) -> pages.Leaf:
        """Return the commitments so far, and how to add one."""
        _ = self.language._
        lead = _(
            "One strength to keep, then two actions. Type what you keep; or an action as "
            "area / action / who / by when."
        )
        lines = []
        for row in commitments(self.debrief):
            if row.strength:
                lines.append(_("Keep: {text}", text=row.strength))
            if row.action:
                parts = [row.area, row.action, row.owner, row.date]
                lines.append(" / ".join(part for part in parts if part))
        return pages.Leaf(_("What you take with you"), (pages.Section("", tuple(lines)),), lead)
