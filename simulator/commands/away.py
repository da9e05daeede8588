"""Who plays on this machine: profiles."""

import argparse

from simulator import safe, settings
from simulator.commands import keeping
from simulator.commands.speaking import DONE, Add, Say, speak


def declare(add: Add, _: Say) -> None:
    """Say what can be typed: profiles."""
    profiles = add("profiles", _("list the pseudonyms on this machine, or change one"))
    profiles.add_argument(
        "--rename",
        nargs=2,
        metavar=(_("OLD"), _("NEW")),
        help=_("give a profile another pseudonym; '' is the one without a name"),
    )
    keeping.declare_place(profiles, _)


def profiles(options: argparse.Namespace, code: str) -> int:
    """List the profiles, or rename one."""
    from simulator.store.profiles import listed, rename

    language = speak(code)
    _ = language._
    with keeping.opened_store(options, language) as store:
        if options.rename:
            found = rename(store, *options.rename)
            _follow(options.rename[0], found.name)
            print(_("This profile is now called {name}.", name=safe.line(found.name)))
            return DONE
        rows = listed(store)
    for row in rows:
        name = safe.line(row.profile.name) or _("(without a name)")
        plays = language.n("{count} play", "{count} plays", row.exercises)
        print(_("{what}: {more}", what=name, more=plays))
    if not rows:
        print(_("Nobody has played yet."))
    return DONE


def _follow(old: str, new: str) -> None:
    """Let who was chosen in the app stay chosen under the new name."""
    from simulator.store.profiles import alike

    place = settings.folder()
    chosen = settings.read(place)
    if chosen.profile and alike(chosen.profile) == alike(old):
        chosen.profile = new
        settings.write(place, chosen)
