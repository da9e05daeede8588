"""The first view of a debrief: your story, two decisions that mattered, one thing for Monday."""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from simulator import reference
from simulator.debrief.moments import Moment
from simulator.exercise import events as e
from simulator.present import pages
from simulator.present.debriefed import Debriefed
from simulator.scenario.model import ItemKey

STORY_LINES = 5
MOST_WORDS = 250
"""Of the whole view. Source: product reference, grading and debrief."""
MOST_SENTENCES = 3
_SENTENCE = re.compile(r"(?<=[.!?…])[\u00bb\u201d\"]?\s+(?=[A-ZÀ-Ý«“])")


def sentences(text: str) -> list[str]:
    """Split prose into sentences."""
    # Not split(): it would take the no-break spaces of French for ordinary ones.
    flat = re.sub(r"[ \n\t]+", " ", text)
    return [part.strip() for part in _SENTENCE.split(flat) if part.strip()]


def first_part(text: str) -> str:
    """Return the beginning of *text*: its first sentence, and of that what its first comma ends."""
    return re.split(r"(?<=[.!?])\s|[,;]\s", text, maxsplit=1)[0].rstrip(".")


def count_words(lines: Iterable[str]) -> int:
    """Count words; a sign of punctuation that stands alone, as in French, is none."""
    return sum(any(map(str.isalnum, part)) for line in lines for part in line.split())


class FirstView(Debriefed):
    """The short view, before anything else is asked for."""

    def first(self) -> pages.First:
        """Return the first view: your story, two decisions that mattered, one thing for Monday.

        Feedback is shortened, sentence by sentence, until it all fits; then promises are counted
        instead of named, and duties are named by their first sentence. Parts 2 and e say it whole.
        """
        for kept in range(MOST_SENTENCES, -1, -1):
            page = self._first(kept)
            if page.words <= MOST_WORDS:
                return page
        return self._first(0, is_short=True)

    def _first(self, most: int, *, is_short: bool = False) -> pages.First:
        """Return the view with at most *most* sentences of feedback on each decision."""
        _ = self.language._
        served = self._looked(most) or self._mattered(
            _("What served you best"), self.debrief.best, most
        )
        cost = self._mattered(_("What cost you most"), self._costliest(), most)
        decisions = tuple(section for section in (served, cost) if section)
        story, monday, title = self._story(), self.monday(), _("Looking back")
        duties = (*self._breached(is_short=is_short), *self._broken(is_short=is_short))
        sections = (*decisions, monday)
        said = (title, *story, *duties, *(x for s in sections for x in (s.title, *s.lines)))
        return pages.First(title, story, decisions, monday, duties, count_words(said))

    def _broken(self, *, is_short: bool) -> Iterator[str]:
        """Yield each promise that was not kept; all in one number where it *is_short*."""
        broken = [found.promise for found in self.debrief.promises if not found.is_kept]
        if is_short and broken:
            yield self.language.n(
                "{count} promise was not kept", "{count} promises were not kept", len(broken)
            )
            return
        for promise in broken:
            name = self.texts.of("promises", promise, "name")
            yield self.language._("Promised, and not kept: {name}", name=name)

    def _breached(self, *, is_short: bool) -> Iterator[str]:
        """Yield each duty that was breached, with the decision that did it where one did."""
        _ = self.language._
        for event in self.debrief.log:
            if not isinstance(event, e.DutyBroken):
                continue
            text = self.texts.of("duties", event.duty, "text")
            if is_short:
                yield _("Not negotiable, and breached: {text}", text=first_part(text))
                continue
            if title := self.texts.of(event.scene, "title") if event.scene else "":
                where = self.language.quoted(title)
                yield _("Not negotiable, and breached in {where}: {text}", where=where, text=text)
            else:
                yield _("Not negotiable, and breached: {text}", text=text)

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
        told = [(m.minute, self._told(m)) for m in self.debrief.moments if m.scene in chosen]
        # What set it off is not always first: something may have been done before.
        told = sorted([*self._opening(), *told], key=lambda line: line[0])
        lines = [f"{self.room.when(minute)} – {text}" for minute, text in told]
        for event in self.debrief.log:
            if isinstance(event, e.ExerciseEnded):
                page = self.room.front_page(event)
                ended = self.language._("How it ended: {title}", title=page.title)
                lines.append(f"{self.room.when(event.minute)} – {ended}")
        return tuple(lines)

    def _told(self, moment: Moment) -> str:
        """Return a line of the story; the scene's title where several picks have no words for it.

        A whole message, or seven tasks in a row, is no line.
        """
        has_story = all(self.texts.of(moment.scene, pick, "story") for pick in moment.picks)
        if len(moment.picks) > 1 and not has_story:
            return self.texts.of(moment.scene, "title")
        return self.said(moment)

    def _opening(self) -> Iterator[tuple[int, str]]:
        """Yield what set it off, and when."""
        for name, signal in self.debrief.state.signals.items():
            yield signal.start, self.texts.of("signals", name, "name")
            return

    def _looked(self, most: int) -> pages.Section | None:
        """Return what a look earned, where no response earned as much; else None."""
        best, look = self.debrief.best, self.debrief.best_look
        if look is None or (best is not None and best.answered >= look.looked):
            return None
        texts, scene = self.texts, look.scene
        first = next(x for x in self.debrief.log if isinstance(x, e.InquiryMade)
                     and x.scene == scene)  # fmt: skip
        made = self.language.join(texts.of(scene, x, "text").rstrip(".") for x in look.inquiries)
        said = self.language._("You looked closer: {text}", text=made)
        lead = f"{texts.of(scene, 'title')}, {self.room.when(first.minute)} – {said}."
        served = [r.principle for r in look.opportunities
                  if r.source[0] == "inquiry" and r.obtained > 0]  # fmt: skip
        reasons = (texts.of(scene, x, p) for x in look.inquiries for p in served)
        why = [reason.rstrip(".") + "." for reason in dict.fromkeys(reasons) if reason][:most]
        lines = (lead, " ".join(why)) if why else (lead,)
        return pages.Section(self.language._("What served you best"), lines, scene)

    def _mattered(self, title: str, moment: Moment | None, most: int) -> pages.Section | None:
        if moment is None:
            return None
        weighty = self._weightiest(moment)
        left = self._left_out(moment)
        feedback = sentences(self.texts.of(moment.scene, weighty, "feedback")) if weighty else []
        is_best = moment is self.debrief.best
        is_whole = is_best and not moment.regret
        # The best needs two sentences; the others what was right, why it failed, what is better.
        kept = feedback[:2] if is_whole else [*feedback[:2], *feedback[-1:]]
        if is_best and not is_whole:
            kept = feedback[:1]
        # Of what served, the beginning says it; of what cost, the end does: what would be better.
        if len(kept) > most:
            kept = kept[:most] if is_best else [*kept[: most - 1], *kept[-1:]][:most]
        said = self.texts.of(moment.scene, weighty, "story") or self.said(moment)
        if left:
            text = self.texts.of(moment.scene, left, "text")
            said = self.language._("Left out: {reason}", reason=text)
        place = self.texts.of(moment.scene, "title")
        lead = f"{place}, {self.room.when(moment.minute)} – {said.rstrip('.')}."
        why = " ".join(dict.fromkeys(kept))
        return pages.Section(title, (lead, why) if why else (lead,), moment.scene)

    def _weightiest(self, moment: Moment) -> str:
        """Return the item that weighs most in what *moment* earned or missed.

        Where it cost: of what was picked and a best response does without, the least that was
        worth; else what was left out. Nothing that a best response holds too is to blame.
        """
        if self.room.loaded.key.get(moment.scene) is None or not moment.picks:
            return moment.picks[0] if moment.picks else ""
        weight = partial(self._weight, moment.scene)
        if moment is not self.debrief.best and moment.worst_pick:
            return moment.worst_pick
        if moment is self.debrief.best or not moment.regret:
            return max(moment.picks, key=weight)
        amiss = [pick for pick in moment.picks if pick not in moment.best]
        moved = (a for a, b in zip(moment.picks, moment.best, strict=False) if a != b)
        return self._left_out(moment) or min(amiss, key=weight, default="") or next(moved, "")

    def _left_out(self, moment: Moment) -> str:
        """Return the best thing left out, where all that was picked was right and it cost."""
        is_right = set(moment.picks) <= set(moment.best)
        if moment is self.debrief.best or not moment.picks or not is_right:
            return ""
        left = [pick for pick in moment.best if pick not in moment.picks]
        return max(left, key=partial(self._weight, moment.scene), default="")

    def _weight(self, scene: str, pick: str) -> int:
        item = self.room.loaded.key[scene].items.get(pick, ItemKey())
        return sum(mark or 0 for _, mark in item.ratings)

    def monday(self) -> pages.Section:
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
                # It names a kind, never what the trainee did or meant.
                name = str(known[code]["name"])
                mistake = name[:1].lower() + name[1:]
                title = self.language.quoted(self.texts.of(worst.scene, "title"))
                said = _(
                    "In {title}, near a known mistake: {mistake}. Instead:",
                    title=title, mistake=mistake,
                )  # fmt: skip
                lines = (said, str(known[code]["instead"]))
                return pages.Section(_("One thing for Monday"), lines, code)
        entry = reference.book("principles", self.language.code)[principle]
        return pages.Section(_("One thing for Monday"), (str(entry["monday"]),), principle)
