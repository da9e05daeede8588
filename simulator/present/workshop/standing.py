"""What a workshop was worth, principle by principle, and its teams side by side."""

from simulator.debrief.debrief import ENOUGH, Score
from simulator.language import Language
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.standings import CELLS, NONE, bar, briefly
from simulator.present.workshop import told
from simulator.present.workshop.recalled import Recalled


def profile(back: Recalled) -> pages.Leaf:
    """Return the eight principles over all that was played."""
    _ = back.language._
    if not back.found.teams:
        return pages.Leaf(_("The eight principles"))
    lines = tuple(
        f"{NONE * CELLS if is_early(score) else bar(score)}  "
        f"{principle_name(back.language, score.principle)} – {went(back.language, score)}"
        for score in back.found.profile.scores
    )
    duties = tuple(
        back.texts.of("duties", duty, "text") for duty in back.found.profile.duties_broken
    )
    sections = [pages.Section("", lines), _legend(back)]
    if duties:
        sections.append(pages.Section(_("Not negotiable, and breached"), duties, "duties"))
    lead = _("All teams together.") if back.found.is_parallel else ""
    return pages.Leaf(_("The eight principles"), tuple(sections), lead)


def is_early(score: Score) -> bool:
    """Say whether *score* was met too few times for a word, however many teams met it.

    Domain reference, section 9 (F3, F15): fewer than three times is evidence without a band; what
    several teams met is one time.
    """
    return len({row.source for row in score.opportunities}) < ENOUGH


def went(language: Language, score: Score) -> str:
    """Return how one principle went, and on how many occasions: no band after too few."""
    if score.value is None or score.is_indicative:
        return briefly(language, score)
    count = len(score.opportunities)
    if is_early(score):
        return language._(
            "{served} of {count}, indicative", served=score.served, count=count
        )  # fmt: skip
    return language.n("{band}, from {count} occasion", "{band}, from {count} occasions", count,
                      band=briefly(language, score))  # fmt: skip


def _legend(back: Recalled) -> pages.Section:
    """Return what the bars and the words beside them mean, as far as they stand there."""
    _, scores = back.language._, back.found.profile.scores
    lines = []
    if any(score.value is not None and not is_early(score) for score in scores):
        lines.append(_("Numbers and bars: 100 is the most there was to earn in what you met."))
    if any(score.value is not None and is_early(score) for score in scores):
        lines.append(_("“1 of 2, indicative”, without a bar: met too rarely for a word; it went "
                       "well in 1 of 2 occasions."))  # fmt: skip
    return pages.Section(_("How to read it"), tuple(lines), "legend")


def side_by_side(back: Recalled) -> pages.Leaf:
    """Return each principle, team beside team, in the order of their numbers."""
    _ = back.language._
    sections = tuple(
        pages.Section(
            principle_name(back.language, row.principle),
            tuple(
                f"{told.team_name(back.language, name)} – "
                f"{went(back.language, one.scorecard.of(row.principle))}"
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
