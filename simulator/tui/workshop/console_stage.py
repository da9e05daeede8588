"""What stands in the middle of the console: what the room sees, and what it will be asked."""

from collections.abc import Iterator
from typing import NamedTuple

from textual.content import Content

from simulator.language import Language
from simulator.present.pages import Leaf
from simulator.present.workshop import pages as w
from simulator.present.workshop.question import lettered, question
from simulator.present.workshop.show import Show
from simulator.tui.workshop import answers
from simulator.tui.workshop import drawing as d
from simulator.workshop.state import Team


class Seen(NamedTuple):
    """What the console is drawn from."""

    telling: Show
    page: w.ConsolePage
    team: Team | None
    """The team that is looked at."""
    view: w.TeamView | None
    guide: w.Guide | None
    leaf: Leaf | None = None
    """The page of the debrief that the room sees."""

    @property
    def language(self) -> Language:
        """The language of the facilitator."""
        return self.telling.language


def teams(language: Language, page: w.ConsolePage, led: str) -> Content:
    """Name the teams, and mark the one that is *led*; "" is all."""
    if len(page.teams) < 2:  # noqa: PLR2004 - one team needs no name
        return Content("")
    names = [("", language._("All")), *((team.id, team.name) for team in page.teams)]
    return Content(" ").join(
        Content(f"{'▸' if name == led else ' '}{text}").stylize(
            "bold reverse" if name == led else ""
        )
        for name, text in names
    )


def exercise(seen: Seen, width: int, height: int, *, leads_all: bool) -> Iterator[Content]:
    """Yield where the team that is looked at stands, and before that all, where all are led."""
    above: list[Content] = []
    if len(seen.page.teams) > 1 and leads_all:
        named = ((f"{one.name}  ", one.status) for one in seen.page.teams)
        above += [Content.assemble((name, "bold $accent"), status) for name, status in named]
        above.append(Content(""))
    team = seen.view
    if team is not None:
        above += [Content(team.status).stylize("bold $secondary"), Content("")]
    yield from above
    if team is not None:
        yield from _stands(seen, team, width, max(height - len(above), 1))


def _stands(seen: Seen, team: w.TeamView, width: int, height: int) -> Iterator[Content]:
    """Yield what a team is at, in *height* lines if that is possible."""
    if team.trial or team.trial_title:
        yield from d.trial(team, width)
    elif team.split is not None:
        below = [Content(""), *d.wrapped(team.question, width, "$muted")]
        yield from answers.counted(team, width, max(height - len(below), 1))
        yield from below
    elif team.question:
        yield from answers.question(team, width, height)
    else:
        above = list(d.items(team.feed.items, width))
        yield from above
        yield from _ahead(seen, width, max(height - len(above) - 2, 1))


def _ahead(seen: Seen, width: int, height: int) -> Iterator[Content]:
    """Yield what will be asked next, which the room does not see yet."""
    asked = question(seen.telling.room, seen.team) if seen.team is not None else None
    if asked is not None:
        yield Content("")
        yield d.title(seen.language._("To be asked (the room does not see it yet)"))
        options = lettered(seen.language, asked)
        yield from answers.asked(asked.text, options, "", width, height)
