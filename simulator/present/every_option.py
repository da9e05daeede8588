"""Each decision with all that could have been picked, what it was worth, and why."""

from dataclasses import replace

from simulator import reference
from simulator.debrief.moments import Moment
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.debriefed import Debriefed
from simulator.scenario.model import ItemKey, Pair


class EveryOption(Debriefed):
    """One page for each decision."""

    def decisions(self) -> tuple[pages.Leaf, ...]:
        """Return one page for each decision: every option, what it was worth and why."""
        return tuple(self.decision(moment) for moment in self.debrief.moments)

    def numbered_decisions(self) -> tuple[pages.Leaf, ...]:
        """Return the same pages, with the numbers by which the decisions are called."""
        return tuple(
            self._numbered(number, moment, self.decision(moment))
            for number, moment in enumerate(self.debrief.moments, 1)
        )

    def _numbered(self, number: int, moment: Moment, leaf: pages.Leaf) -> pages.Leaf:
        place = {option.id: f"{number}.{n}  " for n, option in enumerate(self.shown(moment), 1)}
        sections = tuple(
            replace(section, title=place.get(section.id, "") + section.title)
            for section in leaf.sections
        )
        return replace(leaf, title=f"{number}. {leaf.title}", sections=sections)

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
        options = list(self.shown(moment))
        # What was chosen first, in the order it was chosen; then the rest as it was shown.
        rank = {pick: number for number, pick in enumerate(moment.picks)}
        options.sort(key=lambda option: rank.get(option.id, len(rank)))
        sections += [self._option(moment, option.id, items.get(option.id)) for option in options]
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
