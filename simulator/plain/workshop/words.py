"""What a facilitator may type, in either language, and what each of it does in a few words."""

from simulator.language import Language
from simulator.workshop.leading import MORE

WORDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "next": (("next",), ("suite",)),
    "read": (("read", "r"), ("lire",)),
    "posts": (("posts",), ("publications",)),
    "notes": (("notes",), ("repères", "reperes")),
    "state": (("state",), ("état", "etat")),
    "people": (("people", "who"), ("gens", "qui")),
    "join": (("join", "address"), ("entrer", "adresse")),
    "links": (("links",), ("liens",)),
    "briefing": (("briefing",), ("présentation", "presentation", "briefing")),
    "team": (("team",), ("équipe", "equipe")),
    "count": (("count",), ("compter", "clore")),
    "pause": (("pause",), ("pause",)),
    "resume": (("resume",), ("reprendre",)),
    "extend": (("extend", "more"), ("prolonger", "plus")),
    "hands": (("hands",), ("mains",)),
    "reveal": (("reveal",), ("partage", "révéler", "reveler")),
    "answer": (("answer",), ("répondre", "repondre")),
    "try": (("try",), ("essayer",)),
    "back": (("back",), ("revenir",)),
    "open": (("open", "vote"), ("ouvrir", "voter")),
    "look": (("look",), ("regarder",)),
    "skip": (("skip",), ("passer",)),
    "post": (("post",), ("ajouter", "publier")),
    "write": (("write",), ("écrire", "ecrire")),
    "hang": (("hang",), ("afficher", "accrocher")),
    "take down": (("take down",), ("décrocher", "decrocher")),
    "debrief": (("debrief",), ("retour", "débriefing", "debriefing")),
    "page": (("page",), ("page",)),
    "page back": (("page back",), ("page précédente", "page precedente")),
    "note": (("note",), ("noter",)),
    "blank": (("blank",), ("masquer",)),
    "show": (("show",), ("montrer",)),
    "lock": (("lock",), ("verrouiller",)),
    "unlock": (("unlock",), ("déverrouiller", "deverrouiller")),
    "rename": (("rename",), ("renommer",)),
    "remove": (("remove",), ("retirer",)),
    "spokesperson": (("spokesperson",), ("porte-parole",)),
    "move": (("move",), ("déplacer", "deplacer")),
    "close": (("close",), ("fermer",)),
    "again": (("again",), ("réessayer", "reessayer")),
    "help": (("?", "help"), ("?", "aide")),
    "leave": (("leave", "quit", "q"), ("quitter",)),
}
"""What may be typed, in English and in French, whichever language is shown; the first of each is
what is shown. What is asked of the host is called as `workshop.leading` calls it."""
YES = frozenset({"y", "yes", "o", "oui"})


def understood(line: str) -> tuple[str, str]:
    """Return what *line* asks for, and the text that goes with it; "" where it is not known."""
    text = line.strip()
    if not text:
        return "next", ""
    if (found := _named(text.casefold())) != "":
        return found, ""
    first, _space, rest = text.partition(" ")
    return ("note", rest.strip()) if _named(first.casefold()) == "note" else ("", "")


def _named(typed: str) -> str:
    return next((name for name, both in WORDS.items() if any(typed in one for one in both)), "")


def spelling(language: Language, name: str) -> str:
    """Return what is typed for *name* in *language*."""
    return WORDS[name][language.code == "fr"][0]


def quoted(language: Language, name: str) -> str:
    """Return what is typed for *name*, as it stands in a sentence."""
    return language.quoted(spelling(language, name))


def meaning(language: Language, name: str) -> str:
    """Return what *name* does, in a few words."""
    _ = language._
    return {
        "read": _("read what is on the screen again"),
        "posts": _("read the posts of this scene again"),
        "notes": _("what helps to lead this scene: questions for the room, the author's notes"),
        "state": _("where it stands: the hour, the clock, who has answered, early or late"),
        "people": _("who is here, and who has answered"),
        "join": _("how to join: the address and the code"),
        "links": _("your own links: the room's screen, this console in a browser"),
        "briefing": _("the briefing, its warning, and the plan"),
        "team": _("lead one team, or all of them"),
        "count": _("close the vote and count"),
        "pause": _("let the clock of the vote stand"),
        "resume": _("let the clock of the vote run again"),
        "extend": _("{seconds} seconds more for the vote", seconds=MORE),
        "hands": _("type how many hands are up for each answer"),
        "reveal": _("show the room how it answered"),
        "answer": _("go on with an answer of your choice, for instance where two are level"),
        "try": _("try another answer: what would it have set off?"),
        "back": _("come back from what is being tried"),
        "open": _("open the vote, with a clock or without"),
        "look": _("look closer, at what most would like; it takes simulated minutes"),
        "skip": _("pass over this decision"),
        "post": _("play an extra post, from the shelf or typed"),
        "write": _("let everybody write the real post"),
        "hang": _("end the writing, and hang the posts on the wall"),
        "take down": _("take the wall down: keep the posts for the report, or erase them"),
        "debrief": _("end the crisis here, and look back on it"),
        "page": _("turn the page of the debrief, for everybody"),
        "page back": _("turn the page of the debrief back, for everybody"),
        "note": _("note a line for the report"),
        "blank": _("blank the room's screen"),
        "show": _("let the room's screen show again"),
        "lock": _("lock the door: nobody can join any more"),
        "unlock": _("open the door again"),
        "rename": _("give somebody another name"),
        "remove": _("take somebody's seat away"),
        "spokesperson": _("let somebody speak for their team"),
        "move": _("put somebody in another team"),
        "close": _("close the workshop; who answered what is then deleted"),
        "again": _("ask again for what could not be kept"),
        "leave": _("leave this console; the workshop is kept as it is"),
    }[name]


def sure_of(language: Language, doubt: str) -> str:
    """Return what is asked before something that nothing brings back."""
    _ = language._
    return {
        "begin": _("Begin the crisis?"),
        "count": _("Close the vote all the same?"),
        "go on": _("Go on? This answer is carried out for good."),
        "skip": _("Skip this decision? What happens when nothing is said, happens."),
        "write": _("Let everybody write the real post, for four minutes?"),
        "hang": _("End the writing? The posts hang on the wall, without names."),
        "debrief": _("End the crisis where it is, and open the debrief?"),
        "remove": _("Remove this person? Their open answer no longer counts, and they would have "
                    "to join anew."),
        "leave": _("Leave this console? The workshop is kept."),
    }[doubt]  # fmt: skip
