"""A set of drills in plain text: one decision at a time, and at once why."""

import contextlib
from datetime import UTC, datetime
from typing import TextIO

from simulator.conduct import kept
from simulator.conduct.conduct import Conduct
from simulator.debrief.debrief import debrief
from simulator.exercise.commands import DRILL
from simulator.language import Language
from simulator.learning.drills import Drill
from simulator.learning.kept import note
from simulator.plain.console import Leave
from simulator.plain.lines import Lines
from simulator.plain.player import Player
from simulator.plain.reading import WORDS
from simulator.present.drilling import context, lesson
from simulator.scenario.load import Loaded
from simulator.store.rows import Profile
from simulator.store.store import Store


class Drilling:
    """Asks the decisions of one set."""

    def __init__(self, language: Language, read: Lines, out: TextIO, *, converses: bool) -> None:
        """Read lines and print, as the player of a whole exercise does."""
        self.language = language
        self._read = read
        self._out = out
        self._converses = converses

    def player(self, conduct: Conduct) -> Player:
        """Return who reads and prints for *conduct*."""
        return Player(conduct, self.language, self._read, self._out, converses=self._converses)

    def run(self, store: Store, profile: Profile, loaded: Loaded, drill: Drill, seed: int) -> bool:
        """Ask one decision and tell why; False if the trainee stopped."""
        conduct, keeper = kept.begin(
            store, profile, loaded, language=self.language.code, kind=DRILL
        )  # fmt: skip
        with contextlib.closing(keeper):
            player = self.player(conduct)
            player.say()
            player.say(f"=== {player.room.texts.of('scenario', 'title')} ===")
            player.say(context(player.room, drill))
            try:
                player.show(conduct.start(seed, mode="assessment", route=DRILL, at=drill.scene))
                while not conduct.state.is_over:
                    player.step()
            except Leave:
                player.say(self.language._("Stopped before the end."))
                return False
            note(store, profile, conduct, keeper.id, datetime.now(UTC))
            try:
                self.why(player, conduct)
            except Leave:
                return False
        return True

    def why(self, player: Player, conduct: Conduct) -> None:
        """Tell how the decision went: what was picked and what is best, the rest on request."""
        near, whole = lesson(player.room, debrief(conduct.loaded, conduct.log))
        player.leaf(near)
        while self._converses:
            said = self.language._("[Enter to go on, more for every option]")
            typed = player.listen(said).strip().casefold()
            if typed not in WORDS["more"]:
                player.leave_if(typed)
                return
            player.leaf(whole)
