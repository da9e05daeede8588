"""What can go wrong with keeping an exercise, said in a sentence."""

from simulator.language import Language


class StoreFault(OSError):  # noqa: N818 - the disk's fault, or the line's, not an error of ours
    """Something could not be kept or read back; `reason` is a word, `sentence` says it."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Fail because of *reason*; *detail* is a path or a version."""
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail

    def sentence(self, language: Language) -> str:
        """Return what happened, in *language*."""
        return _sentences(language).get(self.reason, self.reason).format(detail=self.detail)


class Unkeepable(StoreFault):
    """A value that a database would refuse, change or lose without a word."""

    def __init__(self, what: str) -> None:
        """Refuse *what*."""
        super().__init__("value", what)


def _sentences(language: Language) -> dict[str, str]:
    _ = language._
    return {
        "full": _("The disk is full."),
        "read-only": _("{detail} cannot be written to."),
        "busy": _("Another program is using the database."),
        "gone": _("{detail} is no longer there: it was removed or replaced meanwhile."),
        "lost": _("The connection to the database was lost."),
        "unreachable": _("The database cannot be reached."),
        "damaged": _("The database is damaged. badbuzz doctor says how badly."),
        "newer": _(
            "{detail} was written by a newer version of Bad Buzz, which is needed to open it."
        ),
        "foreign": _("The database holds tables that are not ours."),
        "driver": _(
            "PostgreSQL needs one more package: {how}", how=language.installing("postgres")
        ).replace("{", "{{").replace("}", "}}"),
        "address": _("The address of the database should begin with postgresql://."),
        "elsewhere": _("This play is open in another window."),
        "altered": _("What was kept of this play has been altered; it is not used."),
        "unknown": _("There is no such play."),
        "hosted": _(
            "This workshop is held by another program: leave it there first (Ctrl+Q twice), "
            "or end that program."
        ),
        "altered-workshop": _("What was kept of this workshop has been altered; it is not used."),
        "no-workshop": _("There is no such workshop."),
        "seat": _("That seat is somebody’s already."),
        "closed-workshop": _("This workshop is closed."),
        "material": _("The crisis that was played cannot be read any more."),
        "name": _("A name has 1 to 24 characters, all of them visible."),
        "email": _("A pseudonym is enough: not an email address."),
        "nobody": _("No profile has that name. badbuzz profiles lists them."),
        "taken": _("Another profile has that name."),
        "there": _("{detail} is already there; nothing is written over it."),
        "absent": _("There is no file {detail}."),
        "no-backup": _("{detail} is no backup of Bad Buzz, or it is damaged."),
        "not-empty": _("The server already keeps plays: a backup is brought back to an empty one."),
        "nothing": _("The server keeps nothing of ours yet: that begins with the first play."),
        "older": _("{detail} keeps an older form: it is brought up to date by the next play."),
        "value": _("This cannot be kept: {detail}."),
    }  # fmt: skip
