"""The room as the console shows it, read out: the scene, the split, the wall, the debrief."""

from simulator.language import Language
from simulator.plain.workshop.beside import Beside
from simulator.present.standings import unbarred
from simulator.present.workshop import pages as w
from simulator.present.workshop.closing import farewell
from simulator.workshop.leading import Led
from simulator.workshop.state import CLOSED, COUNTED, DEBRIEF, EXERCISE, LOBBY, REVEALED


class Reading(Beside):
    """Reads out the room."""

    async def read(self) -> None:
        """Read out what is on the screen."""
        page = self.page
        if page.stage == LOBBY:
            self.join()
        elif page.stage == EXERCISE and page.wall is not None:
            self.wall(page.wall)
        elif page.stage == EXERCISE:
            self.told.items.clear()
            self.scene()
        elif page.stage == DEBRIEF:
            await self.debriefing()
        elif page.stage == CLOSED:
            self.leaf(farewell(self.language, is_key=False, is_rehearsal=self.host.is_rehearsal))

    def scene(self) -> None:
        """Read out where the teams are, then what is new in the one that is looked at."""
        page, view = self.page, self.view
        if len(page.teams) > 1 and not self.team:
            self.statuses()
        if view is None:
            return
        if len(page.teams) > 1:
            self.say(view.name + self.language._(":"))
        if view.trial or view.trial_title:
            self.say(view.trial_title)
            for item in view.trial:
                self.item(item)
        elif view.split is not None:
            self.split(view.split)
        else:
            self.items(view)
            self.asked(is_open=bool(view.question))

    def statuses(self) -> None:
        """Say where each team is."""
        for one in self.page.teams:
            self.say(f"{one.name}{self.language._(':')} {one.status}")

    def items(self, view: w.TeamView) -> None:
        """Read out the posts that were not read out yet."""
        before, now = self.told.items.get(view.id, ()), view.feed.items
        self.told.items[view.id] = now
        is_more = now[: len(before)] == before
        for item in now[len(before) if is_more else 0 :]:
            self.item(item)
        moved = [self.gauge(gauge) for gauge in view.feed.gauges if gauge.change]
        if moved and now != before:
            self.say(". ".join(moved) + ".")

    async def posts(self) -> None:
        """Read out the posts of this scene again."""
        view, first = self.view, self.led.first
        if view is None or first is None or not view.feed.items:
            self.say(self.language._("Nothing was posted yet."))
            return
        if view.feed.earlier and not first.decided:
            self.say(self.language._("Earlier on the page:"))
            for item in view.feed.earlier:
                self.item(item)
        self.told.items.pop(view.id, None)
        self.items(view)

    def asked(self, *, is_open: bool) -> None:
        """Read out the question and what may be answered."""
        page, _ = self.question, self.language._
        if page is None:
            return
        self.say()
        if not is_open:
            self.say(_("To be asked (the room does not see it yet):"))
        self.say(page.text)
        self.say(page.how)
        self.choices(page)

    def split(self, split: w.Split) -> None:
        """Read out how a room answered: in words, never who."""
        _ = self.language._
        self.say()
        self.title(split.title)
        part = ""
        for bar in split.bars:
            if bar.part != part:
                part = bar.part
                self.title(part)
            self.say(f"{bar.told}. {bar.text}", "  ")
        for line in split.lines:
            self.say(line)
        self.say(split.outcome)
        if split.prompt:
            self.say()
            self.say(_("To ask now:") + " " + split.prompt)

    def wall(self, page: w.WallPage) -> None:
        """Read out a round of writing: what is to be written, or what hangs there."""
        self.say()
        self.title(page.title)
        if page.is_open and page.subject:
            if page.about is not None:
                self.item(page.about)
            self.say(page.subject)
        self.say(page.how)
        for number, post in enumerate(page.posts):
            count = f" ({page.counts[number]})" if number < len(page.counts) else ""
            self.say(f"{number + 1}{count}. {post}", "  ")
        self.say(page.told)

    async def debriefing(self) -> None:
        """Read out the page of the debrief that the room sees."""
        _, leaves = self.language._, await self.leaves()
        if not leaves:
            return
        at = self.host.leaf % len(leaves)
        self.say()
        self.say(_("Page {number} of {count}", number=at + 1, count=len(leaves)))
        self.leaf(unbarred(leaves[at]))

    # ---- what a command has changed

    async def since(self, was: Led) -> None:
        """Read out what is new, where *was* is what was true until something was done."""
        now, at, before = self.led, self.host.now, was.now
        if at.wall is None and before.wall is not None and at.stage == EXERCISE:
            self.say(self.language._("The wall is down."))
        elif (at.stage, at.wall) != (before.stage, before.wall):
            await self.read()
        elif at.stage == EXERCISE and at.wall is None:
            self._since(now, was)

    def _since(self, now: Led, was: Led) -> None:
        """Read out what is new in the crisis."""
        if now.phase == REVEALED and was.phase == COUNTED:
            self.say(_revealed(self.language, now))
        elif any(_tried(now)) if _tried(now) != _tried(was) else _is_new(now, was):
            self.scene()
        elif len(now.teams) > 1 and now.phase != was.phase:
            self.statuses()


def _revealed(language: Language, led: Led) -> str:
    """Say what the room sees of how it answered, which is little where too few did."""
    tallies = [team.step.tally for team in led.teams if team.step is not None]
    if any(tally is not None and tally.answers for tally in tallies):
        return language._("The room sees how it answered.")
    return language._("Too few answered for the room to see how: it sees what comes of the vote.")


def _tried(led: Led) -> list[object]:
    return [team.trial for team in led.teams if team.trial is not None]


def _is_new(now: Led, was: Led) -> bool:
    """Say whether something happened in the crisis, or was counted."""
    is_counted = now.phase == COUNTED and was.phase != COUNTED
    return is_counted or [team.log for team in now.teams] != [team.log for team in was.teams]
