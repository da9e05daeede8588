"""The planner's table: everything delivered, in order; planners of exercises call it MSEL."""

import csv
import io

from simulator import safe
from simulator.language import Language
from simulator.present.room import Room
from simulator.present.telling import condition
from simulator.report.book import version
from simulator.report.document import Document, Figure, Heading, Table
from simulator.report.drawing import draw
from simulator.report.graph import graph
from simulator.safe import cell
from simulator.scenario.load import Loaded
from simulator.scenario.model import Inject, Scene

Row = tuple[str, str, str, str, str]


def heads(language: Language) -> Row:
    """Return the heads of the planner's table."""
    _ = language._
    return _("Time"), _("Inject"), _("From"), _("Condition"), _("Scene")


def table(room: Room) -> list[Row]:
    """Return a row for each post: when at the earliest, what, from whom, on what condition."""
    _, texts, scenario = room.language._, room.texts, room.scenario
    rows = [
        *(_row(room, post, "", "", _("before")) for post in scenario.history),
        *(_row(room, post, "", room.when(0), _("prologue")) for post in scenario.prologue),
    ]
    opens = 0
    for scene in scenario.scenes.values():
        if not scene.interrupts:
            opens = max(opens, scene.opens or 0)
        rows += _scene(room, scene, opens)
    for ending in scenario.endings:
        when = condition(room, ending.when) or _("in every other case")
        title = texts.of(ending.id, "title")
        rows.append((_("the next day"), texts.of(ending.id, "headline"), "", when, title))
    return rows


def _scene(room: Room, scene: Scene, opens: int) -> list[Row]:
    _, texts = room.language._, room.texts
    title = texts.of(scene.id, "title")
    before = condition(room, scene.when)
    rows = []
    for post in scene.injects:
        at = room.when(opens + post.after)
        exact = scene.opens is not None
        time = at if exact else _("after {when}", when=at)
        rows.append(_row(room, post, before, time, title))
    for option in scene.decision.options if scene.decision else ():
        answered = _("after: {option}", option=safe.line(texts.of(scene.id, option.id, "text"), 60))
        rows += [_row(room, post, answered, _("in answer"), title) for post in option.then]
    return rows


def _row(room: Room, post: Inject, also: str, time: str, scene: str) -> Row:
    when = room.language.join(text for text in (also, condition(room, post.when)) if text)
    if post.posted is not None:
        time = room.when(post.posted)
    channel = room.texts.of("channels", post.channel, "name")
    who = f"{room.who(post.persona)} ({channel})"
    return time, room.texts.get(post.address, ""), who, when, scene


def spreadsheet(room: Room) -> str:
    """Return the planner's table as CSV; no cell can act as a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads(room.language))
    for row in table(room):
        writer.writerow([cell(text) for text in row])
    return out.getvalue()


def page(loaded: Loaded, language: Language) -> Document:
    """Return the drawing and the planner's table of *loaded* as a document."""
    room, _ = Room(loaded, language), language._
    title = room.texts.of("scenario", "title")
    return Document(
        _("{title}: scenes and planner’s table", title=title), language.code, "",
        (
            Heading(_("Scenes"), id="graph"),
            Figure(draw(graph(room)), _("What leads where; the table below says it in words")),
            Heading(_("Planner’s table"), id="table"),
            Table(_("Everything delivered, in order"), heads(language), tuple(table(room))),
        ),
        foot=version(loaded, language),
    )  # fmt: skip
