"""What if: what would have been different, principle by principle, and why."""

import re
from collections.abc import Iterator

from simulator.debrief.curves import compared
from simulator.debrief.debrief import Score, rounded
from simulator.debrief.difference import Cause, Shift
from simulator.debrief.moments import Moment
from simulator.debrief.smallest import Smallest
from simulator.debrief.turns import Assumed
from simulator.debrief.whatif import Change, WhatIf, what_if
from simulator.exercise import events as e
from simulator.present import pages
from simulator.present.asking import LETTERS, part_name
from simulator.present.briefing import principle_name
from simulator.present.debriefed import signed
from simulator.present.plots import Plots
from simulator.present.standings import Standings, bar

_TYPED = re.compile(
    r"\s*(\d{1,3})\s*(?:(?P<wait>\+\d{1,4})|-(?P<unseen>[a-h]*)|(?P<picks>[\d ,]*))\s*"
)


class WhatIfs(Plots, Standings):
    """The menu of changes, and what each brings."""

    def changes(self) -> pages.Leaf:
        """Return every decision with its responses, numbered as they were, to choose from."""
        _ = self.language._
        lead = _(
            "Type the number of a decision, then another answer by the number it had: 3\u00a02. Or "
            "change its minute: 3\u00a0+30 gives the same answer 30 minutes later, 3\u00a0- at "
            "once, without looking closer, 3\u00a0-a without the look a; 3\u00a00 lets the time "
            "pass."
        )
        sections = [
            pages.Section(
                f"{number}. {self.texts.of(moment.scene, 'title')}",
                (*self._answers(number, moment), *self._when(number, moment)),
                moment.scene,
            )
            for number, moment in enumerate(self.debrief.moments, 1)
        ]
        return pages.Leaf(_("What if…"), tuple(sections), lead)

    def _answers(self, number: int, moment: Moment) -> Iterator[str]:
        """Yield the answers to a decision; of a message, part by part, and how to type one."""
        _ = self.language._
        yours = _("yours")
        part, place = "", 0
        given = []
        for option in self.shown(moment):
            if option.part != part:
                part, place = option.part, 0
                yield part_name(self.language, part) + _(":")
            place += 1
            text = self.texts.of(moment.scene, option.id, "text")
            is_mine = option.id in moment.picks
            given += [str(place)] if is_mine else []
            before = "" if part else f"{number} "
            yield f"{before}{place}  {text}" + (f" ({yours})" if is_mine else "")
        if part:
            typed = f"{number} {' '.join(given)}"
            yield _("One number for each part, in this order; yours was {typed}.", typed=typed)

    def _when(self, number: int, moment: Moment) -> Iterator[str]:
        """Yield at which other minutes a decision could have been taken, and how."""
        _ = self.language._
        scene = self.room.scenario.scenes[moment.scene]
        looks = [
            f"{LETTERS[place]} {self.texts.of(moment.scene, look.id, 'text').rstrip('.')}"
            for place, look in enumerate(scene.inquiries)
            if look.id in moment.inquiries
        ]
        now = self.room.when(moment.minute)
        if looks:
            yield _(
                "Taken {now}. Earlier by not looking at: {looks}. At the earliest {first}: "
                "{number} -.",
                now=now, looks="; ".join(looks), first=self.room.when(moment.opened), number=number,
            )  # fmt: skip
        else:
            yield _("Taken {now}, as soon as it could be: it cannot be earlier.", now=now)
        within = scene.decision.within if scene.decision else None
        if within is not None:
            last = self.room.when(moment.opened + within)
            yield _("Later until {last}; after that the time runs out.", last=last)

    def change(self, typed: str) -> Change | None:
        """Return the change that *typed* asks for; None if it asks for nothing known."""
        found = _TYPED.fullmatch(typed)
        if found is None or not 1 <= int(found[1]) <= len(self.debrief.moments):
            return None
        moment = self.debrief.moments[int(found[1]) - 1]
        if found["wait"]:
            return Change(moment.scene, wait=int(found["wait"]))
        if found["unseen"] is not None:
            return self._unlooked(moment, found["unseen"])
        numbers = [int(number[:3]) for number in re.findall(r"\d+", found["picks"] or "")]
        decision = self.room.scenario.scenes[moment.scene].decision
        if numbers == [0] and decision is not None and decision.within is not None:
            return Change(moment.scene, lets_pass=True)
        picks = self._numbered_picks(moment, numbers)
        return Change(moment.scene, picks) if picks else None

    def _numbered_picks(self, moment: Moment, numbers: list[int]) -> tuple[str, ...]:
        """Return the answers that had these numbers; () where one is unknown.

        A message is numbered part by part in the app and throughout in text: both are understood.
        """
        shown = self.shown(moment)
        parts = [
            [option for option in shown if option.part == part]
            for part in dict.fromkeys(option.part for option in shown if option.part)
        ]
        pairs = list(zip(numbers, parts, strict=False))
        if parts and len(numbers) == len(parts) and all(0 < n <= len(one) for n, one in pairs):
            return tuple(one[n - 1].id for n, one in pairs)
        if not all(0 < number <= len(shown) for number in numbers):
            return ()
        return tuple(shown[number - 1].id for number in numbers)

    def _unlooked(self, moment: Moment, letters: str) -> Change | None:
        """Return the change that gives up looks, all of them where no *letters* are given.

        None where none of them was made: then the minute cannot be earlier.
        """
        scene = self.room.scenario.scenes[moment.scene]
        named = {look.id: LETTERS[place] for place, look in enumerate(scene.inquiries)}
        kept = tuple(look for look in moment.inquiries if letters and named[look] not in letters)
        return None if kept == moment.inquiries else Change(moment.scene, looks=kept)

    def what_if(self, change: Change) -> pages.Leaf | None:
        """Return what *change* would have brought; None where that response was not possible."""
        found = what_if(self.room.loaded, self.debrief.log, [change])
        if any(row.scene == change.scene and row.why == "illegal" for row in found.assumed):
            return None
        return self.compared(found)

    def compared(self, found: WhatIf) -> pages.Leaf:
        """Return two plays side by side."""
        _ = self.language._
        charts = compared(found.before.log, found.log)
        moved = [c for c in charts if c.curves[0].points != c.curves[1].points]
        sections = [
            pages.Section(_("What changes"), tuple(self._changed(found))),
            pages.Section(_("What could not stay as it was"), tuple(self._assumed(found))),
            pages.Section(_("All together"), tuple(self._overall(found))),
            pages.Section(_("The eight principles, then and now"), tuple(self._cards(found))),
            *self.plotted(self.plots(moved)),
            *(self._shift(shift) for shift in found.difference.shifts if shift.causes),
        ]
        lead = _(
            "The same crisis with the same chance, played again by the same rules. It says what "
            "the rules of this crisis would have done, not what people would have done."
        )
        kept = tuple(section for section in sections if section.lines)
        return pages.Leaf(_("What if…"), kept, lead)

    def _changed(self, found: WhatIf) -> Iterator[str]:
        _ = self.language._
        for change in found.changes:
            now = next((m for m in found.after.moments if m.scene == change.scene), None)
            was = next(m for m in found.before.moments if m.scene == change.scene)
            title = self.texts.of(change.scene, "title")
            done = self.said(now) if now else _("You let it be")
            yield _("{title}: {now}", title=title, now=done) + "."
            if now and now.minute != was.minute:
                yield _(
                    "Taken {now} instead of {was}.",
                    now=self.room.when(now.minute), was=self.room.when(was.minute),
                )  # fmt: skip
        if not found.difference.causes and found.log == found.before.log:
            yield _("That is what you did: nothing changes.")

    def _assumed(self, found: WhatIf) -> Iterator[str]:
        for row in found.assumed:
            yield self._assumption(row)

    def _assumption(self, row: Assumed) -> str:
        _ = self.language._
        title = self.texts.of(row.scene, "title")
        done = self.language.join(
            self.texts.of(row.scene, pick, "text").rstrip(".") for pick in row.picks
        )
        done = done or _("nothing is said")
        look = self.texts.of(row.scene, row.look, "text").rstrip(".")
        said = {
            "new": _("{title}: you never met this. Assumed as silence would: {done}."),
            "illegal": _("{title}: your answer was not possible there. Assumed: {done}."),
            "late": _("{title}: the time ran out first. What then happens: {done}."),
            "look": _("{title}: this look was not possible any more: {look}."),
            "met-not": _("{title}: it would not have come to that."),
        }[row.why]
        return said.format(title=title, done=done, look=look)

    def _overall(self, found: WhatIf) -> Iterator[str]:
        _ = self.language._
        before, after = found.before.scorecard.overall, found.after.scorecard.overall
        if before is not None and after is not None:
            yield _(
                "All together: {was} then, {now} now, out of 100.",
                was=rounded(before), now=rounded(after),
            )  # fmt: skip
        for duty in found.difference.duties_spared:
            yield _("No longer breached: {text}", text=self.texts.of("duties", duty, "text"))
        for duty in found.difference.duties_broken:
            yield _("Breached this time: {text}", text=self.texts.of("duties", duty, "text"))
        for ended in (x for x in found.log if isinstance(x, e.ExerciseEnded)):
            title = self.room.front_page(ended).title
            yield _("How it would have ended: {title}", title=title)

    def _cards(self, found: WhatIf) -> Iterator[str]:
        """Yield both scorecards, a line for each principle."""
        if not found.difference.causes:
            return
        for shift in found.difference.shifts:
            name = principle_name(self.language, shift.principle)
            was, now = self._value(shift.before), self._value(shift.after)
            yield f"{bar(shift.before)} {was} → {bar(shift.after)} {now}  {name}"

    def _shift(self, shift: Shift) -> pages.Section:
        name = principle_name(self.language, shift.principle)
        title = self.language._(
            "{principle}: {was} then, {now} now", principle=name,
            was=self._value(shift.before), now=self._value(shift.after),
        )  # fmt: skip
        return pages.Section(title, tuple(map(self._cause, shift.causes)), shift.principle)

    def _value(self, score: Score) -> str:
        return self.language._("not assessed") if score.value is None else str(rounded(score.value))

    def _cause(self, cause: Cause) -> str:
        _ = self.language._
        row = cause.after or cause.before
        assert row is not None  # noqa: S101 - a cause has one of the two
        because = {
            "changed": _("what you change"),
            "assumed": _("what was assumed there"),
            "met": _("an occasion you did not have"),
            "unmet": _("an occasion that does not come up"),
            "clock": _("another minute, or another word"),
            "around": _("the same answer, with other things possible beside it"),
        }[cause.kind]
        points = f"{float(cause.points):+.1f}".replace("-", "−")
        if self.language.code == "fr":
            points = points.replace(".", ",")
        return _(
            "{label}  {where}: {now} instead of {was}, {points} points ({because}).",
            label=self._label(row) or "–", where=self._where(row), because=because, points=points,
            now="–" if cause.after is None else signed(cause.after.obtained),
            was="–" if cause.before is None else signed(cause.before.obtained),
        )  # fmt: skip

    def lifted(self, found: Smallest) -> pages.Leaf:
        """Return the smallest change that would have lifted a principle a band."""
        _ = self.language._
        name = principle_name(self.language, found.principle)
        title = _("The smallest change: {principle}", principle=name)
        if not found.changes:
            return pages.Leaf(title, (pages.Section("", (self._unlifted(found),)),))
        told = what_if(self.room.loaded, self.debrief.log, found.changes)
        proof = (
            _("Every smaller change was tried: none would have lifted this principle by a band.")
            if found.is_proven
            else _("Not every change could be tried: there may be a smaller one.")
        )
        page = self.compared(told)
        return pages.Leaf(title, page.sections, f"{proof} {page.lead}")

    def _unlifted(self, found: Smallest) -> str:
        _ = self.language._
        if not found.band:
            return _("There were too few occasions to give this principle a band.")
        if not found.tried:
            return _("It stands in the highest band already.")
        if found.is_proven:
            return _("No change of up to three decisions would have lifted it a band.")
        return _("None was found among the changes that could be tried.")
