"""What stands in the middle of the console: what the room sees, and what it will be asked."""

from collections.abc import Iterator
from typing import NamedTuple

from textual.content import Content

from simulator.language import Language
from simulator.present.workshop import pages as w
from simulator.present.workshop.question import lettered, question
from simulator.present.workshop.show import Show
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


def exercise(seen: Seen, width: int, *, leads_all: bool) -> Iterator[Content]:
    """Yield where the team that is looked at stands, and before that all, where all are led."""
    if len(seen.page.teams) > 1 and leads_all:
        for one in seen.page.teams:
            yield Content.assemble((f"{one.name}  ", "bold $accent"), one.status)
        yield Content("")
    team = seen.view
    if team is None:
        return
    yield Content(team.status).stylize("bold $secondary")
    yield Content("")
    if team.trial or team.trial_title:
        yield from d.trial(team, width)
    elif team.split is not None:
        yield Content(team.split.outcome).stylize("bold")
        yield Content("")
        yield Content(team.question).stylize("$muted")
        yield from d.split(team.split, width, is_outcome_told=True)
    elif team.question:
        yield from d.question(team, width)
    else:
        yield from d.items(team.feed.items, width)
        yield from _ahead(seen, width)


def _ahead(seen: Seen, width: int) -> Iterator[Content]:
    """Yield what will be asked next, which the room does not see yet."""
    asked = question(seen.telling.room, seen.team) if seen.team is not None else None
    if asked is not None:
        yield Content("")
        yield d.title(seen.language._("To be asked (the room does not see it yet)"))
        yield from d.wrapped(asked.text, width, "bold")
        for option in lettered(asked):
            yield from d.option(option, width)
