"""A workshop as pages: one translation of one moment, for a participant, the room, the facilitator.

A participant's page holds their own answer and nobody else's; the projector's holds no name and no
answer before the split is shown; the facilitator's holds no answer at all, only numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType

from simulator.exercise.commands import Refused
from simulator.language import Language
from simulator.present.asking import looks_at
from simulator.present.briefing import briefing, plan
from simulator.present.pages import Ask, Choice, Item, Leaf
from simulator.present.room import Room
from simulator.present.workshop import facilitating
from simulator.present.workshop.feed import feed, just_found, trial
from simulator.present.workshop.pacing import pace
from simulator.present.workshop.pages import (
    ConsolePage,
    Feed,
    Guide,
    Joining,
    ProjectorPage,
    SeatPage,
    Split,
    TeamView,
    WallPage,
)
from simulator.present.workshop.question import lettered, named, question
from simulator.present.workshop.recording import agreement
from simulator.present.workshop.splitting import split
from simulator.present.workshop.telling import seat_status, stands, team_name, team_status
from simulator.present.workshop.walling import on_subject, room_wall, seat_wall
from simulator.scenario.load import Loaded
from simulator.store.faults import StoreFault
from simulator.workshop import asking
from simulator.workshop import commands as c
from simulator.workshop.host import Host
from simulator.workshop.state import (
    CLOSED,
    COUNTED,
    LOBBY,
    OPEN,
    OVER,
    READING,
    REVEALED,
    VOTING,
    Seat,
    Team,
    Workshop,
)
from simulator.workshop.steering import response

NOTHING = Feed((), (), (), "")
_NO_CLOCK: Mapping[str, int | None] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Live:
    """What only the running host knows."""

    version: int = 0
    left: Mapping[str, int | None] = field(default_factory=dict)
    """Team -> real seconds until its bell."""
    left_to_write: int | None = None
    here: frozenset[str] = frozenset()
    """Seats that are connected."""
    began: datetime | None = None
    """When the crisis began, on the wall's clock."""
    elapsed: float = 0.0
    """Real seconds since."""
    fault: StoreFault | None = None

    @classmethod
    def of(cls, host: Host) -> "Live":
        """Return what *host* knows now."""
        now = host.now
        return cls(
            host.version, {team: host.left(team) for team in now.teams}, host.left_to_write(),
            frozenset(seat for seat in now.seats if host.presence.has(seat)), host.began,
            host.elapsed(), host.fault,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """What everybody in a team sees of its exercise, and what it was made from."""

    team: Team
    feed: Feed
    ask: Ask | None
    trial: tuple[Item, ...]
    trial_title: str


class Show:
    """Shows a workshop on one crisis in one language."""

    def __init__(self, loaded: Loaded, language: Language) -> None:
        """Show *loaded* in *language* (the crisis in its own where it has no such text)."""
        self.room = Room(loaded, language)
        self.language = language
        self._kept: dict[str, _Told] = {}

    @property
    def title(self) -> str:
        """The crisis."""
        return self.room.texts.of("scenario", "title")

    def about(self) -> tuple[Leaf, ...]:
        """Return who the team is, and its plan."""
        return (briefing(self.room), plan(self.room))

    # ---- a participant

    def seat(  # noqa: PLR0913 - what only the host knows, by name
        self,
        now: Workshop,
        seat_id: str,
        *,
        version: int = 0,
        left: int | None = None,
        left_to_write: int | None = None,
        leaves: tuple[Leaf, ...] = (),
    ) -> SeatPage:
        """Return what the participant in *seat_id* sees; *left* are their team's seconds."""
        seat, team = now.seats.get(seat_id), now.team_of(seat_id)
        status = seat_status(self.language, now, team, seat_id)
        if seat is None or team is None:
            closed = leaves if now.stage == CLOSED else ()
            return SeatPage(version, self.title, "", now.stage, "", status, NOTHING, leaves=closed)
        told, wall = self._told(team), seat_wall(self.language, now, seat_id, left_to_write)
        wall = self._on_subject(wall, [team])
        is_asked = team.phase in {VOTING, COUNTED, REVEALED}
        step = team.step if is_asked else None
        mine = step.answers.get(seat_id) if step else None
        is_open = team.phase == VOTING
        name = team_name(self.language, now, team.id) if now.is_parallel else ""
        return SeatPage(
            version, self.title, self._who(seat, name), now.stage, team.phase, status, told.feed,
            told.ask if step else None, step.number if step else 0, is_open,
            mine.picks if mine else (), mine.confidence if mine else None,
            left if is_open and not stands(step) else None, self._wishes(team, seat_id),
            self._split(now, team, told.ask) if team.phase == REVEALED else None,
            told.trial, told.trial_title, wall, seat.is_agreed, agreement(self.language),
            leaves, self.about(), name, seat.is_spokesperson,
        )  # fmt: skip

    def _who(self, seat: Seat, team: str) -> str:
        if not team:
            return seat.name
        return self.language._("{name} ({team})", name=seat.name, team=team)

    def _wishes(self, team: Team, seat: str) -> tuple[tuple[Choice, int, bool], ...]:
        if team.phase not in {READING, VOTING}:
            return ()
        wished = list(team.wishes.values())
        return tuple(
            (look, wished.count(look.id), team.wishes.get(seat) == look.id)
            for look in looks_at(self.room, team.exercise)
        )

    # ---- the room

    def projector(  # noqa: PLR0913 - what only the host knows, by name
        self,
        now: Workshop,
        joining: Joining,
        *,
        version: int = 0,
        left: Mapping[str, int | None] = _NO_CLOCK,
        left_to_write: int | None = None,
        leaves: tuple[Leaf, ...] = (),
    ) -> ProjectorPage:
        """Return what the room sees; *left* are the seconds of each team."""
        joining = self.joining(now, joining)
        if now.is_blank:
            return ProjectorPage(version, self.title, now.stage, True, joining, (), None)  # noqa: FBT003 - by its place
        teams = tuple(
            self._view(now, team, left.get(team.id), is_revealed=team.phase == REVEALED)
            for team in now.teams.values()
        )
        wall = room_wall(self.language, now, left_to_write)
        wall = self._on_subject(wall, now.teams.values())
        return ProjectorPage(
            version, self.title, now.stage, False, joining, teams, wall, leaves  # noqa: FBT003 - the same
        )  # fmt: skip

    def joining(self, now: Workshop, joining: Joining) -> Joining:
        """Return *joining* with how many are here; without a code where nobody can join."""
        told = self.language.n("{count} person is in", "{count} people are in", len(now.seats))
        if now.door != OPEN or now.stage == CLOSED:
            return replace(joining, code="", target="", ssh="", told=told)
        return replace(joining, told=told)

    # ---- the facilitator

    def console(
        self, now: Workshop, joining: Joining, live: Live, *, leaves: tuple[Leaf, ...] = ()
    ) -> ConsolePage:
        """Return what the facilitator sees."""
        language, scenario = self.language, self.room.scenario
        views: list[TeamView] = []
        guides: list[Guide] = []
        for team in now.teams.values():
            is_counted = team.phase in {COUNTED, REVEALED}
            view = self._view(now, team, live.left.get(team.id), is_revealed=is_counted)
            views.append(view)
            ask = None if team.phase == OVER else self._told(team).ask
            guides.append(facilitating.guide(self.room, now, team, ask, view.split))
        wall = room_wall(language, now, live.left_to_write, is_facilitator=True)
        return ConsolePage(
            live.version, self.title, now.stage, self.joining(now, joining),
            facilitating.door(language, now),
            facilitating.next_told(language, now, self.awaited(now)),
            tuple(views), tuple(guides), facilitating.rows(language, now, live.here),
            facilitating.present(language, now, live.here),
            pace(language, scenario, now, live.began, live.elapsed), self._shelf(),
            self._on_subject(wall, now.teams.values()),
            tuple(note.line for note in now.notes),
            facilitating.fault_told(language, live.fault, is_closed=now.stage == CLOSED),
            now.is_blank, leaves,
        )  # fmt: skip

    def awaited(self, now: Workshop) -> str:
        """Return why no team can go on before the facilitator has said something; "" if one can."""
        if now.opened is None:
            return ""
        around, reason = asking.Room(self.room.loaded, now, c.FACILITATOR), ""
        for team in now.teams.values():
            if team.phase == REVEALED:
                try:
                    picks, _how = response(around, team)
                except Refused as refused:
                    reason = refused.reason
                    continue
                reason = asking.objection(self.room.scenario, team, picks)
                if not reason:
                    return ""
        return reason

    def _shelf(self) -> tuple[tuple[str, str], ...]:
        found = []
        for inject in self.room.scenario.shelf:
            post = self.room.line(inject)
            found.append((inject.address, f"{post.who}{self.language._(':')} {post.text}"))
        return tuple(found)

    # ---- a team

    def _view(self, now: Workshop, team: Team, left: int | None, *, is_revealed: bool) -> TeamView:
        told = self._told(team)
        is_asked = team.phase in {VOTING, COUNTED, REVEALED} and now.stage != LOBBY
        ask = told.ask if is_asked else None
        is_ticking = team.phase == VOTING and not stands(team.step)
        return TeamView(
            team.id, team_name(self.language, now, team.id), team.phase,
            team_status(self.language, now, team), told.feed, ask.text if ask else "",
            lettered(self.language, ask), ask.how if ask else "", left if is_ticking else None,
            self._split(now, team, told.ask) if is_revealed else None,
            told.trial, told.trial_title, just_found(told.feed) if team.phase == VOTING else (),
        )  # fmt: skip

    def _on_subject(self, wall: WallPage | None, teams: Iterable[Team]) -> WallPage | None:
        told = [self._told(team) for team in teams if wall is not None and team.phase != OVER]
        return on_subject(wall, [(one.feed, one.ask) for one in told])

    def _split(self, now: Workshop, team: Team, ask: Ask | None) -> Split | None:
        return split(self.room, now, team, ask, team_name(self.language, now, team.id))

    def _told(self, team: Team) -> _Told:
        """Return what everybody in *team* sees, made once for all of them.

        A vote replaces the team, but none of what this is made from.
        """
        kept = self._kept.get(team.id)
        if kept is not None and _is_same(kept.team, team):
            return kept
        ask = question(self.room, team) if team.log else None
        tried = team.trial
        title = ""
        if tried is not None:
            answer = named(self.room, tried.scene, ask.choices if ask else (), tried.picks)
            title = self.language._("Only tried, it does not count: {answer}", answer=answer)
        made = _Told(
            team, feed(self.room, team), ask, trial(self.room, team, tried) if tried else (), title
        )
        self._kept[team.id] = made
        return made


def _is_same(one: Team, other: Team) -> bool:
    """Say whether the same is told of both: by identity, which costs nothing."""
    return (
        one.log is other.log and one.extras is other.extras and one.trial is other.trial
        and one.decided is other.decided and one.exercise is other.exercise
    )  # fmt: skip
