"""Why a mark is what it is: what was picked, its reason, the rubric and its source."""

import re
from collections.abc import Iterator

from simulator import reference
from simulator.debrief.moments import Moment
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.debriefed import signed
from simulator.present.every_option import EveryOption
from simulator.present.standings import Standings

ANCHORS = {-2: "m2", -1: "m1", 0: "z", 1: "p1", 2: "p2"}


class Why(Standings, EveryOption):
    """One page for each decision: every mark traced to where it comes from (F12)."""

    def why(self, moment: Moment) -> pages.Leaf:
        """Return the marks of *moment*, each down to its source."""
        _ = self.language._
        lead = _(
            "A mark adds what each picked item is rated, held between −2 and +2; the score places "
            "it between the worst and the best that were possible there."
        )
        title = self.texts.of(moment.scene, "title")
        sections = [
            pages.Section(
                _(
                    "{label}  {principle}: {mark}, between {low} and {high}",
                    label=self.labels[(row.principle, *row.source)],
                    principle=principle_name(self.language, row.principle),
                    mark=signed(row.obtained), low=signed(row.low), high=signed(row.high),
                ),
                tuple(self._traced(moment, row.principle, row.obtained, row.source[0])),
                row.principle,
            )
            for row in moment.opportunities
        ]  # fmt: skip
        if not sections:
            none = _("Nothing is graded here.")
            sections = [pages.Section("", (none,))]
        return pages.Leaf(_("Why: {title}", title=title), tuple(sections), lead)

    def _traced(self, moment: Moment, principle: str, mark: int, kind: str) -> Iterator[str]:
        _ = self.language._
        key = self.room.loaded.key.get(moment.scene)
        picked = moment.inquiries if kind == "inquiry" else moment.picks
        for item in picked:
            ratings = dict(key.items[item].ratings) if key and item in key.items else {}
            if (rated := ratings.get(principle)) is None:
                continue
            text = self.texts.of(moment.scene, item, "text").rstrip(".")
            reason = self.texts.of(moment.scene, item, principle)
            yield f"{text} ({signed(rated)}) – {reason}"
        for item in moment.offered if kind == "response" else ():
            left = dict(key.items[item].left) if key and item in key.items else {}
            if item not in moment.picks and left.get(principle):
                text = self.texts.of(moment.scene, item, "text").rstrip(".")
                yield _("Left out: {reason}", reason=f"{text} ({signed(left[principle] or 0)})")
        yield from self._scaled(principle, mark)

    def _scaled(self, principle: str, mark: int) -> Iterator[str]:
        """Yield the row of the rubric that *mark* stands on, and where it comes from."""
        _ = self.language._
        entry = reference.book("principles", self.language.code)[principle]
        # Where fault matters there are two scales: once it is established, and before.
        for name in ("rubric", "rubric-established", "rubric-unknown"):
            anchor = entry.get(name, {}).get(ANCHORS[mark])
            if anchor:
                yield _("The scale, at {mark}: {text}", mark=signed(mark), text=anchor)
        # Its codes (P4, T11) are for authors.
        sections = re.findall(r"(?<![A-Z\d.])\d+", str(entry["source"]).removeprefix("domain.md"))
        listed = self.language.join(dict.fromkeys(sections))
        yield _("Source: the domain reference of this program, sections {list}", list=listed)
