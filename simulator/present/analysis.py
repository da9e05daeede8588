"""The analysis: the best decision, the costliest, the tension met, and a real case beside it."""

from collections.abc import Iterator

from simulator import reference
from simulator.debrief.moments import Moment
from simulator.debrief.whatif import Change, what_if
from simulator.exercise import events as e
from simulator.present import pages
from simulator.present.debriefed import bare
from simulator.present.first_view import FirstView, sentences
from simulator.present.travel import Travel
from simulator.scenario.model import ItemKey


class Analysis(FirstView, Travel):
    """What is behind the two decisions that mattered."""

    def analysis(self, *, cases: bool = True) -> pages.Leaf:
        """Return the analysis; real cases are left out where *cases* is off."""
        _ = self.language._
        sections = []
        best, worst = self.debrief.best, self._costliest()
        if best is not None:
            sections.append(self._analysed(_("Your best decision"), best, self._tempting(best)))
        if worst is not None:
            sections.append(self._analysed(_("Your costliest decision"), worst, worst.best))
        return pages.Leaf(_("What was behind it"), (*sections, *self.beyond(cases=cases)))

    def beyond(self, *, cases: bool = True) -> tuple[pages.Section, ...]:
        """Return the tension that was met and, unless *cases* is off, a real case beside it."""
        found = (self._tension(), *(self._case() if cases else ()))
        return tuple(section for section in found if section.lines)

    def _analysed(self, title: str, moment: Moment, other: tuple[str, ...]) -> pages.Section:
        _ = self.language._
        cut = next(
            number for number, event in enumerate(self.debrief.log)
            if isinstance(event, e.ResponseGiven) and event.scene == moment.scene
        )  # fmt: skip
        lines = [f"{self.texts.of(moment.scene, 'title')}, {self.room.when(moment.minute)}."]
        lines += self.seen(moment.scene, cut, is_told=True)[-2:]
        lines.append(_("You did: {text}.", text=self.said(moment)))
        if other and other != moment.picks:
            texts = [bare(self.texts.of(moment.scene, pick, "text")) for pick in other]
            is_better = other == moment.best
            said = (
                _("Others would choose: {text}.") if is_better else _("What tempts here: {text}.")
            )
            lines.append(said.format(text=self.language.join(texts)))
            lines += self._because(moment, other)
            lines += self._followed(moment, other)
        return pages.Section(title, tuple(lines), moment.scene)

    def _tempting(self, moment: Moment) -> tuple[str, ...]:
        """Return the answer that tempts most at a single choice: the worst rated that was there."""
        decision = self.room.scenario.scenes[moment.scene].decision
        key = self.room.loaded.key.get(moment.scene)
        if decision is None or key is None or decision.kind != "one":
            return ()

        def worth(option: str) -> int:
            return sum(mark or 0 for _, mark in key.items.get(option, ItemKey()).ratings)

        return (min(moment.offered, key=worth),)

    def _because(self, moment: Moment, other: tuple[str, ...]) -> Iterator[str]:
        for pick in other:
            feedback = sentences(self.texts.of(moment.scene, pick, "feedback"))
            if pick not in moment.picks and feedback:
                yield self.language._("Why: {text}", text=" ".join(feedback[:2]))
                return

    def _followed(self, moment: Moment, other: tuple[str, ...]) -> Iterator[str]:
        """Say what the rules would have made of the other answer."""
        _ = self.language._
        change = Change(moment.scene, other)
        found = what_if(self.room.loaded, self.debrief.log, [change])
        if any(row.scene == moment.scene and row.why == "illegal" for row in found.assumed):
            return
        was, now = (self._ending(one.log) for one in (found.before, found.after))
        if was == now:
            yield _(
                "What would probably have followed: the same end, {ending}; the other decisions "
                "weigh more there.",
                ending=now,
            )  # fmt: skip
        else:
            yield _(
                "What would probably have followed: {ending} in the end, instead of {was}.",
                ending=now, was=was,
            )  # fmt: skip
        for duty in found.difference.duties_spared:
            yield _("No longer breached: {text}", text=self.texts.of("duties", duty, "text"))

    def _ending(self, log: e.Log) -> str:
        ended = next(x for x in log if isinstance(x, e.ExerciseEnded))
        return self.language.quoted(self.room.front_page(ended).title)

    def _tension(self) -> pages.Section:
        _ = self.language._
        book = reference.book("tensions", self.language.code)
        entry = book.get(self.room.scenario.tension)
        title = _("What pulled in two directions")
        if entry is None:
            return pages.Section(title, ())
        naive = _("The easy way out: {text}", text=str(entry["naive"]))
        better = _("What holds both: {text}", text=str(entry["resolution"]))
        name = str(entry["name"]) + "."
        return pages.Section(title, (name, naive, better), self.room.scenario.tension)

    def _case(self) -> Iterator[pages.Section]:
        _ = self.language._
        entry = reference.book("cases", self.language.code).get(self.room.scenario.case)
        if entry is None:
            return
        told = {
            "A": _("How sure this case is: several sources agree on it."),
            "B": _(
                "One source tells it, or details vary: take it as reported, not as established."
            ),
            "C": _("It is general knowledge, without a source to name: an illustration."),
        }[str(entry["confidence"])]
        lines = (
            _("{who}, {when}. {what}", who=entry["who"], when=entry["when"], what=entry["what"]),
            str(entry["lesson"]),
            told,
        )
        yield pages.Section(_("The closest real case"), lines, self.room.scenario.case)
