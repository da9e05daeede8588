"""What a workshop was worth, principle by principle, and its teams side by side."""

from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.standings import bar, briefly
from simulator.present.workshop import told
from simulator.present.workshop.recalled import Recalled


def profile(back: Recalled) -> pages.Leaf:
    """Return the eight principles over all that was played."""
    _ = back.language._
    if not back.found.teams:
        return pages.Leaf(_("The eight principles"))
    lines = tuple(
        f"{bar(score)}  {principle_name(back.language, score.principle)} – "
        f"{briefly(back.language, score)}"
        for score in back.found.profile.scores
    )
    duties = tuple(
        back.texts.of("duties", duty, "text") for duty in back.found.profile.duties_broken
    )
    sections = [pages.Section("", lines)]
    if duties:
        sections.append(pages.Section(_("Not negotiable, and breached"), duties, "duties"))
    lead = _("All teams together.") if back.found.is_parallel else ""
    return pages.Leaf(_("The eight principles"), tuple(sections), lead)


def side_by_side(back: Recalled) -> pages.Leaf:
    """Return each principle, team beside team, in the order of their numbers."""
    _ = back.language._
    sections = tuple(
        pages.Section(
            principle_name(back.language, row.principle),
            tuple(
                f"{told.team_name(back.language, name)} – "
                f"{briefly(back.language, one.scorecard.of(row.principle))}"
                for name, one in back.found.teams.items()
            ),
            row.principle,
        )
        for row in back.found.profile.scores
        if row.is_assessed
    )
    lead = _("Each team met its own moments: these are grounds to talk, not a ranking.")
    return pages.Leaf(_("The teams side by side"), sections, lead, in_columns=True)


def decided(back: Recalled) -> pages.Leaf:
    """Return what each team answered to the same question."""
    scenes = dict.fromkeys(one.scene for one in back.found.decisions)
    sections = tuple(
        pages.Section(
            back.texts.of(scene, "title"),
            tuple(
                f"{told.team_name(back.language, one.team)} – {back.said(one)}"
                for one in back.found.decisions
                if one.scene == scene
            ),
            scene,
        )
        for scene in scenes
    )
    return pages.Leaf(back.language._("The same question, each team’s answer"), sections)
