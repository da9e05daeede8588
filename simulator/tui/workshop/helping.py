"""What every key of a workshop's screens does."""

from simulator.language import Language
from simulator.present.pages import Leaf, Section


def console_help(language: Language) -> Leaf:
    """Return the help page of the console."""
    _ = language._
    step = (
        _("Space or Enter: what comes next. The line at the top says what that is."),
        _("Before anything final you are asked: the same key again confirms, any other cancels."),
    )
    vote = (
        _("o: open the vote, with a clock or without; again after the talk, to vote once more"),
        _("e: every answer in full, with the words it would publish; Escape comes back"),
        _("p: the clock stands, or runs again; +: {seconds} seconds more", seconds=30),
        _("c: close the vote and count; r: show how they answered"),
        _("g: go on with an answer of your choice, for instance after a tie"),
        _("t: try another answer, which shows what it would have set off; t again comes back"),
        _("s: pass over the decision; what happens when nothing is said, happens"),
    )
    crisis = (
        _("l: look closer, at what most would like; it takes simulated minutes"),
        _("x: play an extra post, from the shelf or typed; it moves nothing"),
        _("w: everybody writes the real post; w again hangs the posts up, then takes them down"),
        _("n: note a line for the report"),
    )
    room = (
        _("u: rename, remove, move somebody, or let them speak for their team"),
        _("k: lock the door or open it again, also after too many wrong codes"),
        _("a: the address, the code and the QR code; v: the projector on this screen"),
        _("i: your own links, to the room's screen and to this console in a browser"),
        _("b: the projector is blank, or shows again"),
        _("[ and ]: lead one team, or all of them"),
        _("Tab: notes, people, posts; Shift with ↑ and ↓ reads on there"),
        _("↑, ↓ and the page keys: read on in the middle; beside it, where it is all in sight"),
    )
    end = (
        _("d: end the crisis where it is, and look back"),
        _("← and →, or Space: turn the page of the debrief, for everybody"),
        _("q: close the workshop; who answered what is then deleted"),
        _("Ctrl+Q: leave this console; the workshop is kept as it is"),
    )
    return Leaf(
        _("Keys of the console"),
        (
            Section(_("Next"), step), Section(_("The vote"), vote),
            Section(_("The crisis"), crisis), Section(_("The room"), room),
            Section(_("The end"), end),
        ),
        in_columns=True,
    )  # fmt: skip


def hands_help(language: Language) -> Leaf:
    """Return the help page where hands are counted."""
    _ = language._
    keys = (
        _("Space or Enter: what comes next. The line above the keys says what that is."),
        _("h: type how many hands are up for each answer"),
        _("e: every answer in full, with the words it would publish; Escape comes back"),
        _("g: go on with an answer of your choice, for instance after a tie"),
        _("t: try another answer, which shows what it would have set off; t again comes back"),
        _("s: pass over the decision; what happens when nothing is said, happens"),
        _("l: look closer, at what most would like; it takes simulated minutes"),
        _("x: play an extra post, from the shelf or typed; it moves nothing"),
        _("n: note a line for the report"),
        _("d: end the crisis where it is, and look back"),
        _("← and →, or Space: turn the page of the debrief"),
        _("q: close the workshop"),
    )
    return Leaf(_("Help"), (Section(_("Keys"), keys),))


def seat_help(language: Language) -> Leaf:
    """Return the help page of a participant."""
    _ = language._
    keys = (
        _("A letter, or its number, picks an answer; Enter confirms where several are picked."),
        _("Your answer can be changed until the vote is closed. Nobody sees who answered what."),
        _("In an order: the letters one after the other, or Shift and the arrows."),
        _("In a message of several parts: left and right go from part to part."),
        _("w: say what you would like to look at more closely"),
        _("t: write the post, in a round of writing; a number picks one on the wall"),
        _("p: the briefing and the plan"),
        _("n: another name; v: keep my answers with my name, or not; x: leave for good"),
        _("Page Up and Page Down read the posts."),
    )
    return Leaf(_("Help"), (Section(_("Keys"), keys),))
