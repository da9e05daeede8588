"""The debrief in plain text: the short view first, the rest on request."""

from collections.abc import Callable, Iterable

from simulator.conduct.conduct import Conduct
from simulator.debrief.travel import rewound
from simulator.exercise import events as e
from simulator.exercise.commands import Refused
from simulator.plain.console import Leave, Unkept
from simulator.plain.player import Player
from simulator.present import pages
from simulator.present.afterwards import Afterwards, Answer, Going
from simulator.scenario.load import Loaded

PAGED = {"5", "9"}
"""Parts with one page for each decision: one is shown at a time."""


Keep = Callable[[Iterable[e.Event]], None]
Save = Callable[[Loaded, e.Log], str]
"""Writes a report to a file, and returns the sentence that says where."""


class Debriefing:
    """Prints the debrief of a finished exercise and answers what is asked of it."""

    def __init__(
        self, player: Player, *, cases: bool = True, onward: Going | None = None,
        save: Save | None = None,
    ) -> None:  # fmt: skip
        """Look back on the exercise that *player* has played; *onward* knows what comes next."""
        self.save = save
        self.onward = onward
        self.player = player
        self.language = player.language
        self.cases = cases

    @property
    def parts(self) -> Afterwards:
        """The debrief as it stands: what is said of it is part of it."""
        room, log = self.player.room, self.player.conduct.log
        return Afterwards(room, log, cases=self.cases, onward=self.onward)

    def run(self) -> str:
        """Print the first view, then whatever is asked for, until nothing is.

        Return the scene from which to play again; "" for none.
        """
        self.first(self.parts.results.first())
        _ = self.language._
        while True:
            menu = ", ".join(f"{key} {name}" for key, name in self.parts.menu())
            self.player.say(f"{menu}. " + _("Enter: done."))
            try:
                typed = self.player.listen(_("See:")).strip()
                if not typed or typed.casefold() in {"q", "quit", "quitter"}:
                    return ""
                if typed.casefold() == "p" and self.parts.pivotal:
                    return self.parts.pivotal
                self.show(typed)
            except Unkept:
                raise
            except Leave:
                return ""

    def show(self, typed: str) -> None:
        """Print the part asked for, ask what it asks, and answer."""
        key, _sep, rest = typed.partition(" ")
        key = key.casefold()
        parts = self.parts
        if key not in dict(parts.menu()):
            self.player.say(self.language._("Type one of the keys, or press Enter."))
        elif key in PAGED:
            self.paged(key, parts.leaves(key), rest.strip())
        elif key in {"p", "w"}:
            nothing = self.language._("Nothing to mend here.")
            self.player.say(self.written() if key == "w" else nothing)
        elif not rest:
            if key == "s":
                self.player.say(self.language._("One moment: every change is being tried."))
            for leaf in parts.leaves(key):
                self.player.leaf(leaf)
            if question := parts.question(key):
                self.answer(key, self.player.listen(question))
        else:
            self.answer(key, rest)

    def written(self) -> str:
        """Save the debrief as a page, and return where."""
        conduct = self.player.conduct
        unsaved = self.language._("Nothing can be saved here.")
        return self.save(conduct.loaded, conduct.log) if self.save else unsaved

    def answer(self, key: str, typed: str) -> None:
        """Print what comes of *typed*, and keep what is to be kept."""
        found: Answer = self.parts.answer(key, typed)
        _ = self.language._
        if found.said:
            self.player.say(found.said)
        for leaf in found.leaves:
            self.player.leaf(leaf)
        command = found.command
        if command is None:
            return
        try:
            self.player.kept(lambda: self.player.conduct.do(command))
        except Refused:
            self.player.say(_("That could not be noted."))
            return
        kept = _("Noted: it is kept with this play, for the author to read.")
        lost = _("Noted for this play, which is not kept: tell the author.")
        if key == "d":
            self.player.say(kept if self.player.conduct.is_kept else lost)
        elif key in {"2", "c"}:
            for leaf in self.parts.leaves(key):
                self.player.leaf(leaf)
        else:
            self.player.say(_("Noted."))

    def paged(self, key: str, leaves: tuple[pages.Leaf, ...], wanted: str) -> None:
        """Print the decisions by title, or one of them, or all."""
        numbered = list(enumerate(leaves, 1))
        if wanted not in {"all", "tout", "tous"}:
            chosen = [leaf for leaf in numbered if str(leaf[0]) == wanted]
            if not chosen:
                for number, leaf in numbered:
                    self.player.say(_titled(number, leaf.title), "  ")
                self.player.say(
                    self.language._(
                        "Type {key} and a number for one of them, {key} all for everything.",
                        key=key,
                    )
                )
                return
            numbered = chosen
        for number, leaf in numbered:
            title = _titled(number, leaf.title)
            self.player.leaf(pages.Leaf(title, leaf.sections, leaf.lead))

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


def again(player: Player, scene: str, keep: Keep | None = None) -> Player:
    """Play on from *scene* as a replay, kept by *keep* apart from the first; return who played."""
    _ = player.language._
    played = player.conduct
    first = rewound(played.log, scene)
    if keep is None:
        player.say(_("Again from here. This replay is not kept."))
    else:
        player.say(_("Again from here. This replay is kept apart from your first play."))

        def kept() -> e.Log:
            keep(first)
            return first

        player.kept(kept)
    replayed = player.beside(Conduct(played.loaded, keep, first))
    replayed.play(lambda: replayed.conduct.log)
    return replayed


def _titled(number: int, title: str) -> str:
    return title if title.startswith(f"{number}. ") else f"{number}. {title}"
