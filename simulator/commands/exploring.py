"""Proving what plays can earn."""

import argparse

from simulator.commands.speaking import DONE, PROBLEMS, WRONG, Add, Say, complain, opened, speak


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: explore."""
    explore = add("explore", _("prove the best and the worst that plays can earn"))
    explore.add_argument("path", metavar=_("PATH"), help=_("scenario folder"))
    explore.add_argument(
        "--write", action="store_true", help=_("keep the result beside the scenario")
    )


def explore(options: argparse.Namespace, code: str) -> int:
    """Prove what the best and the worst play of a scenario earn."""
    from simulator.explore.reach import write
    from simulator.explore.survey import can_explore, survey
    from simulator.scenario.library import find

    language = speak(code)
    _ = language._
    if not can_explore():
        complain(_("Exploring needs numpy: pip install 'badbuzz[author]'"))
        return WRONG
    loaded = opened(options.path, language)
    if loaded is None:
        return WRONG
    found = survey(loaded)
    if not (found.total.worst and found.total.best):
        complain(_("There are too many states: nothing is proven."))
        return PROBLEMS
    print(
        _(
            "{states} states: the worst play earns {worst} marks in all, the best {best}.",
            states=found.states, worst=found.total.worst.total, best=found.total.best.total,
        )
    )  # fmt: skip
    if options.write:
        write(find(options.path), found)
    return DONE
