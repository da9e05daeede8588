"""What the author thinks of each answer to what a page of the debrief is about: to lead the talk.

Source of it: the feedback of every option, which the report's annex gives the room afterwards.
"""

from simulator.present import pages
from simulator.present.debriefed import bare
from simulator.present.room import Room
from simulator.present.workshop.told import short


def reasons(room: Room, leaf: pages.Leaf | None) -> tuple[pages.Section, ...]:
    """Return each decision on *leaf* once, with what the author says of each of its options."""
    titles = [section.title for section in leaf.sections] if leaf else []
    return tuple(
        section for scene in room.scenario.scenes
        if (name := room.texts.of(scene, "title"))
        and any(title.endswith(name) for title in titles)
        and (section := _reasons(room, scene, name)).lines
    )  # fmt: skip


def _reasons(room: Room, scene: str, title: str) -> pages.Section:
    decision = room.scenario.scenes[scene].decision
    rows = []
    for option in decision.options if decision else ():
        said = room.texts.of(scene, option.id, "feedback")
        if said:
            name = bare(short(room.texts.of(scene, option.id, "text")))
            rows.append(room.language._("{text}: {why}", text=name, why=" ".join(said.split())))
    return pages.Section(title, tuple(rows), scene)
