"""The debrief in plain text: the short view first, the rest on request."""

from simulator.debrief.debrief import debrief
from simulator.exercise.commands import Contest
from simulator.plain.player import Leave, Player
from simulator.present import pages
from simulator.present.results import Results


class Debriefing:
    """Prints the debrief of a finished exercise and answers what is asked of it."""

    def __init__(self, player: Player) -> None:
        """Look back on the exercise that *player* has played."""
        self.player = player
        self.language = player.language
        self.results = Results(player.room, debrief(player.conduct.loaded, player.conduct.log))

    def run(self) -> None:
        """Print the first view, then whatever is asked for, until nothing is."""
        self.first(self.results.first())
        _ = self.language._
        while True:
            self.player.say(
                "\n".join(
                    (
                        _(
                            "1 the facts, 2 the eight principles, 3 every option and why, "
                            "4 how soon you answered."
                        ),
                        _("d and a number: disagree with that decision. Enter: done."),
                    )
                )
            )
            try:
                typed = self.player.listen(_("See:")).strip().casefold()
            except Leave:
                return
            if not typed or typed in {"q", "quit", "quitter"}:
                return
            self.show(typed)

    def show(self, typed: str) -> None:
        """Print the part asked for."""
        if typed == "1":
            self.player.leaf(self.results.facts())
        elif typed == "2":
            self.player.leaf(self.results.principles())
            for line in self.results.band_table():
                self.player.say(line, "  ")
        elif typed.split()[:1] == ["3"]:
            self.decisions(typed.partition(" ")[2].strip())
        elif typed == "4":
            self.player.leaf(self.results.clocks())
        elif typed.startswith("d"):
            self.disagree(typed[1:].strip())
        else:
            self.player.say(self.language._("Type 1, 2, 3, 4, d and a number, or press Enter."))

    def decisions(self, wanted: str) -> None:
        """Print the decisions by title, or one of them, or all."""
        leaves = list(enumerate(self.results.decisions(), 1))
        if wanted not in {"all", "tout", "tous"}:
            chosen = [leaf for leaf in leaves if str(leaf[0]) == wanted]
            if not chosen:
                for number, leaf in leaves:
                    self.player.say(f"{number}. {leaf.title}", "  ")
                self.player.say(
                    self.language._("Type 3 and a number for one of them, 3 all for everything.")
                )
                return
            leaves = chosen
        for number, leaf in leaves:
            self.player.leaf(pages.Leaf(f"{number}. {leaf.title}", leaf.sections, leaf.lead))

    def disagree(self, number: str) -> None:
        """Keep one line of disagreement with a decision (F18)."""
        _ = self.language._
        moments = self.results.debrief.moments
        if not number.isdecimal() or not 1 <= int(number[:4]) <= len(moments):
            self.player.say(_("Type d and the number of the decision."))
            return
        moment = moments[int(number[:4]) - 1]
        line = self.player.listen(_("What do you disagree with, in one line?")).strip()
        if line:
            item = moment.picks[0] if moment.picks else ""
            self.player.kept(lambda: self.player.conduct.do(Contest(moment.scene, item, line)))
            kept = _("Noted: it is kept with this play, for the author to read.")
            lost = _("Noted for this play, which is not kept: tell the author.")
            self.player.say(kept if self.player.conduct.is_kept else lost)

    def first(self, page: pages.First) -> None:
        """Print the short view."""
        say = self.player.say
        say()
        say(f"=== {page.title} ===")
        for duty in page.duties:
            say(duty)
        say(self.language._("Your story") + self.language._(":"))
        for line in page.story:
            say(line, "  ")
        for section in page.decisions:
            say()
            say(section.title + self.language._(":"))
            for line in section.lines:
                say(line, "  ")
        say()
        say(page.monday.title + self.language._(":"))
        for line in page.monday.lines:
            say(line, "  ")
        say()
