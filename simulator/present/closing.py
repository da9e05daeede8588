"""The small parts of a debrief: how it felt, what to practise next, the decisions by number."""

from dataclasses import replace

from simulator import reference
from simulator.debrief.reflection import reaction
from simulator.learning.onward import Onward, missed
from simulator.present import pages
from simulator.present.advising import onward
from simulator.present.briefing import principle_name
from simulator.present.first_view import FirstView
from simulator.present.standings import Standings
from simulator.present.thinking import Thinking


class Closing(FirstView, Thinking, Standings):
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

    def next_practice(self, found: Onward | None = None) -> pages.Leaf:
        """Return the two principles where most was missed, each with a habit; then what to play."""
        _ = self.language._
        book = reference.book("principles", self.language.code)
        habits = [
            pages.Section(
                principle_name(self.language, name),
                (str(book[name]["question"]), str(book[name]["monday"])),
                name,
            )
            for name in missed(self.debrief)[:2]
        ]
        lead = _(
            "One thing for Monday, as on the first page. Then, for the weeks after it, a habit for "
            "each principle where most was left to earn."
        )
        if habits:
            habits.insert(0, self.monday())
        else:
            lead = _("Nothing to mend here: play the next one, in another sector.")
        if found is not None:
            lines = tuple(onward(self.language, found))
            habits.append(pages.Section(_("What to play, what to drill"), lines))
        return pages.Leaf(_("What to practise next"), tuple(habits), lead)
