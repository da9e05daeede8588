"""`badbuzz rescore`: plays scored again under a key that raters made, kept ones or files."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import safe
from simulator.commands.keeping import declare_whose, opened_store, whose
from simulator.commands.rating import sheet_of
from simulator.commands.speaking import DONE, WRONG, Add, Say, cache, complain, opened, speak

if TYPE_CHECKING:
    from fractions import Fraction

    from simulator.author.agreement import Marks
    from simulator.debrief.debrief import Debrief
    from simulator.exercise.events import Log
    from simulator.language import Language
    from simulator.scenario.load import Loaded

PAGE = 50


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: rescore."""
    rescore = add("rescore", _("score plays again under another key"))
    rescore.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    rescore.add_argument(
        "logs", nargs="*", metavar=_("LOG"),
        help=_("plays kept with --log; every finished play that is kept, if none is named"),
    )  # fmt: skip
    rescore.add_argument("key", metavar=_("KEY"), help=_("a key that badbuzz key import wrote"))
    declare_whose(rescore, _)


def rescore(options: argparse.Namespace, code: str) -> int:
    """Score plays under another key, beside the scenario's own; nothing that is kept changes."""
    language = speak(code)
    loaded = opened(options.path, language)
    marks = sheet_of(options.key, loaded, language) if loaded else None
    if loaded is None or marks is None:
        return WRONG
    if not options.logs:
        return _kept(options, loaded, marks, language)
    done = DONE
    for name in options.logs:
        log = _read(name, loaded, language)
        if log is None:
            done = WRONG
        else:
            _again(loaded, marks, log, safe.line(name), language)
    return done


def _kept(
    options: argparse.Namespace, loaded: "Loaded", marks: "Marks", language: "Language"
) -> int:
    """Score what the store keeps of this scenario, each play on the files it was played on."""
    from simulator.author.agreement import items
    from simulator.conduct.kept import look_back

    _ = language._
    rated, count, before = items(loaded.key), 0, 0
    with opened_store(options, language) as store:
        profile = whose(store, options, language)
        while True:
            rows = store.history(profile, loaded.scenario.id, limit=PAGE, before=before)
            for row in rows:
                before = row.number
                if row.ended is None:
                    continue
                conduct = look_back(store, row.id, cache=cache()).conduct
                title = _("play {number}", number=row.number)
                if items(conduct.loaded.key) != rated:
                    # The sheet would be silent about what was chosen then.
                    said = _("{title}: other options were rated when it was played", title=title)
                    complain(said)
                    continue
                count += 1
                _again(conduct.loaded, marks, conduct.log, title, language)
            if len(rows) < PAGE:
                break
    if not count:
        complain(_("No play has been finished yet that can be scored again."))
    return DONE if count else WRONG


def _read(name: str, loaded: "Loaded", language: "Language") -> "Log | None":
    """Return the play in the file *name*, or say why it cannot be used."""
    from simulator.conduct import written
    from simulator.conduct.conduct import Conduct

    _ = language._
    found = written.read(Path(name))
    shown = safe.line(name)
    if found is None:
        reason = _("it does not hold a play")
        complain(_("{file} cannot be used: {reason}", file=shown, reason=reason))
        return None
    _began, log = found
    if not Conduct(loaded, None, log).fits():
        complain(
            _("{file} was played on another version of this crisis, or on another one", file=shown)
        )
        return None
    return log


def _again(loaded: "Loaded", marks: "Marks", log: "Log", title: str, language: "Language") -> None:
    from simulator.author.agreement import keyed
    from simulator.debrief.debrief import debrief

    print(title)
    _scores(debrief(loaded, log), debrief(keyed(loaded, marks), log), language)


def _scores(before: "Debrief", after: "Debrief", language: "Language") -> None:
    """Print both scorecards side by side, each with the version of its key."""
    from simulator.debrief.debrief import rounded
    from simulator.present.briefing import principle_name

    _ = language._

    def shown(value: "Fraction | None") -> str:
        return _("not assessed") if value is None else str(rounded(value))

    print(_("key {before} -> key {after}", before=before.key_version, after=after.key_version))
    for one, other in zip(before.scorecard.scores, after.scorecard.scores, strict=True):
        name = principle_name(language, one.principle)
        print(f"  {name}: {shown(one.value)} -> {shown(other.value)}")
    overall = shown(before.scorecard.overall), shown(after.scorecard.overall)
    print(_("Overall: {before} -> {after}", before=overall[0], after=overall[1]))
