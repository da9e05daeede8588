"""The small parts of a debrief: how it felt, what to practise next, the decisions by number."""

from dataclasses import replace

from simulator import reference
from simulator.debrief.reflection import reaction
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.standings import Standings
from simulator.present.thinking import Thinking


class Closing(Thinking, Standings):
    """Before the facts, and after everything."""

    def felt(self) -> pages.Leaf:
        """Ask how it felt, and show what was said."""
        _ = self.language._
        said = reaction(self.debrief)
        lines = (self.language.quoted(said),) if said else ()
        lead = _("How did it feel, and what was hardest? One line, or Enter to skip.")
        return pages.Leaf(_("How it felt"), (pages.Section("", lines),), lead)

    def profile(self) -> tuple[pages.Leaf, ...]:
        """Return the eight principles with how sure you were, then where there was better."""
        leaf, sure = self.standings(), self.sureness()
        first, *rest = leaf.sections
        sections = (first, sure, *rest) if sure.lines else leaf.sections
        return replace(leaf, sections=sections), self.shortfalls()

    def next_practice(self) -> pages.Leaf:
        """Return the two principles where most was missed, with one habit for each."""
        _ = self.language._
        missed: dict[str, int] = {}
        for row in self.debrief.opportunities:
            missed[row.principle] = missed.get(row.principle, 0) + row.high - row.obtained
        names = sorted((name for name in missed if missed[name]), key=lambda name: -missed[name])
        book = reference.book("principles", self.language.code)
        sections = tuple(
            pages.Section(
                principle_name(self.language, name),
                (str(book[name]["question"]), str(book[name]["monday"])),
                name,
            )
            for name in names[:2]
        )
        lead = _("Where most was left to earn; play another crisis that asks for it.")
        if not sections:
            lead = _("Nothing to mend here: play the next one, in another sector.")
        return pages.Leaf(_("What to practise next"), sections, lead)

    def numbered(self, title: str) -> pages.Leaf:
        """Return every decision with its number, then the numbers of its options."""
        decisions = tuple(
            f"{number}. {self.texts.of(moment.scene, 'title')} – {self.said(moment)}"
            for number, moment in enumerate(self.debrief.moments, 1)
        )
        options = tuple(
            pages.Section(
                f"{number}. {self.texts.of(moment.scene, 'title')}",
                tuple(
                    f"{number}.{place} {self.texts.of(moment.scene, option, 'text')}"
                    for place, option in enumerate(moment.offered, 1)
                ),
                moment.scene,
            )
            for number, moment in enumerate(self.debrief.moments, 1)
        )
        return pages.Leaf(title, (pages.Section("", decisions), *options))
