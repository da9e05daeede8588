"""How each of the eight principles went, and all together."""

from collections.abc import Iterator
from dataclasses import replace

from simulator import reference
from simulator.debrief.debrief import BANDS, Opportunity, Score, rounded
from simulator.language import Language
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.debriefed import Debriefed, signed

FULL, EMPTY, NONE = "█", "░", "·"
"""Cells of a bar; the last where there is too little to draw one."""
CELLS = 8
"""How wide the bar of a score is."""
SHOWN = 3
"""Marks of a principle on the page of where there was better."""


class Standings(Debriefed):
    """The eight principles."""

    def principles(self) -> pages.Leaf:
        """Return the eight principles with bands and opportunities, and the overall."""
        _ = self.language._
        sections = [self._principle(score) for score in self.debrief.scorecard.scores]
        overall = self.debrief.scorecard.overall
        lead = ""
        if overall is not None:
            lead = _(
                "All together: {score} out of 100. {weights}{reach}",
                score=rounded(overall), reach=self._reach(), weights=self._weights(),
            )  # fmt: skip
        return pages.Leaf(_("The eight principles"), tuple(sections), lead)

    def standings(self) -> pages.Leaf:
        """Return the eight principles in a line each, and what the words mean."""
        full = self.principles()
        rows = tuple(
            f"{bar(score)}  {section.title} – {self.briefly(score)}"
            for section, score in zip(full.sections, self.debrief.scorecard.scores, strict=True)
        )
        table = pages.Section(self.language._("What the words mean"), self.band_table())
        return pages.Leaf(full.title, (pages.Section("", rows), table), full.lead)

    def briefly(self, score: Score) -> str:
        """Return how one principle went, in a few words."""
        return briefly(self.language, score)

    def shortfalls(self) -> pages.Leaf:
        """Return where each principle stayed below the best that was possible."""
        _ = self.language._
        found = tuple(
            pages.Section(principle_name(self.language, score.principle), lines, score.principle)
            for score in self.debrief.scorecard.scores
            if (lines := tuple(self._missed(score)))
        )
        lead = (
            _(
                "What was earned of the best there, where most was left. e lists every mark and "
                "says why, d disagrees."
            )
            if found
            else _("Nowhere: you took the best there was, everywhere.")
        )
        return pages.Leaf(_("Where there was better"), found, lead, in_columns=True)

    def _missed(self, score: Score) -> Iterator[str]:
        """Yield where most was left, the most first; the rest is one key away."""
        found = [row for row in score.opportunities if row.obtained < row.high]
        found.sort(key=lambda row: row.obtained - row.high)
        for row in found[:SHOWN]:
            where, mark, best = self._where(row), signed(row.obtained), signed(row.high)
            yield self.language._(
                "{label}  {where}: {mark} of {best}", label=self._label(row), where=where,
                mark=mark, best=best,
            )  # fmt: skip
        if (more := len(found) - SHOWN) > 0:
            yield self.language.n("and {count} more", "and {count} more", more)

    def _reach(self) -> str:
        """Say what share of all that this crisis lets anybody earn was earned (F4, F15)."""
        share = self.debrief.share
        if share is None:
            return ""
        said = self.language._(
            "Another measure beside it: {share} on a scale from the worst play of this crisis (0) "
            "to the best there is (100).",
            share=share,
        )
        return f" {said}"

    def _weights(self) -> str:
        return self.language._(
            "It is the mean of the principles you met, each with the same weight; a single play is "
            "a photograph, not a verdict."
        )

    def _principle(self, score: Score) -> pages.Section:
        name = principle_name(self.language, score.principle)
        return pages.Section(name, (self.standing(score), *self._below(score)), score.principle)

    def _below(self, score: Score) -> Iterator[str]:
        """Yield where a principle stayed below the best that was possible, and by how much."""
        for row in score.opportunities:
            if row.obtained < row.high:
                yield self.language._(
                    "Below the best: {label}  {where} ({mark} of {best}).", label=self._label(row),
                    where=self._where(row), mark=signed(row.obtained), best=signed(row.high),
                )  # fmt: skip

    def _label(self, row: Opportunity) -> str:
        """Return the short label of a mark; "" for one that is not of this play."""
        return self.labels.get((row.principle, *row.source), "")

    def _where(self, row: Opportunity) -> str:
        """Return what an opportunity was: a decision, the looks before it, a signal, a promise."""
        kind, name = row.source
        if kind == "signal":
            return self.texts.of("signals", name, "name")
        if kind == "promise":
            return self.texts.of("promises", name, "name")
        title = self.texts.of(name, "title")
        return (
            self.language._("{title}, what you looked at", title=title)
            if kind == "inquiry"
            else title
        )

    def standing(self, score: Score) -> str:
        """Return how one principle went, in a sentence."""
        _ = self.language._
        bands = reference.book("bands", self.language.code)
        count = len(score.opportunities)
        if score.value is None:
            return (
                f"{bands['not-assessed']['name'].capitalize()}. {bands['not-assessed']['meaning']}"
            )
        if score.is_indicative:
            return _(
                "{served} of {count}, indicative: too few occasions for more.",
                served=score.served, count=count,
            )  # fmt: skip
        return self.language.n(
            "{band}: {score} out of 100, from {count} occasion.",
            "{band}: {score} out of 100, from {count} occasions.",
            count, band=str(bands[score.band]["name"]).capitalize(), score=rounded(score.value),
        )  # fmt: skip

    def band_table(self) -> tuple[str, ...]:
        """Return the published thresholds of the bands."""
        book = reference.book("bands", self.language.code)
        highs = [band.low - 1 for band in BANDS[1:]] + [100]
        rows = zip(BANDS, highs, strict=True)
        return tuple(self._band(band.low, high, book[band.id]) for band, high in rows)

    def _band(self, low: int, high: int, words: reference.Entry) -> str:
        return self.language._(
            "{low}-{high}: {name}. {meaning}",
            low=low,
            high=high,
            name=words["name"],
            meaning=words["meaning"],
        )


def bar(score: Score) -> str:
    """Return a score as a bar of eight cells; dots where there is too little to draw one."""
    if score.value is None or score.is_indicative:
        return NONE * CELLS
    full = rounded(score.value) * CELLS // 100
    return FULL * full + EMPTY * (CELLS - full)


def unbarred(page: pages.Leaf) -> pages.Leaf:
    """Return *page* without bars, for those to whom each cell would be read out."""
    sections = tuple(
        replace(one, lines=tuple(line.lstrip(f"{FULL}{EMPTY}{NONE} ") for line in one.lines))
        for one in page.sections
    )
    return replace(page, sections=sections)


def briefly(language: Language, score: Score) -> str:
    """Return how one principle went, in a few words."""
    bands = reference.book("bands", language.code)
    if score.value is None:
        return str(bands["not-assessed"]["name"])
    if score.is_indicative:
        return language._(
            "{served} of {count}, indicative",
            served=score.served, count=len(score.opportunities),
        )  # fmt: skip
    return f"{bands[score.band]['name']}, {rounded(score.value)}"
