"""The words of the scenario language, in English (as the code knows them) and in French.

One file uses one language: the key that states the language of its text, `language:` or `langue:`,
says which. Accents may be left out. Adding a word is one row here and its line in SHAPES.
"""

import unicodedata
from collections.abc import Collection

FRENCH: dict[str, str] = {
    # the scenario
    "badbuzz": "badbuzz", "id": "id", "title": "titre", "language": "langue", "level": "niveau",
    "severity": "gravité", "sector": "secteur", "duration": "durée", "tutorial": "tutoriel",
    "status": "statut", "summary": "résumé", "objectives": "objectifs",
    "warnings": "avertissements", "licence": "licence", "authors": "auteurs", "starts": "début",
    "principles": "principes", "tension": "tension", "sides": "annexes",
    "types": "types", "case": "cas", "of": "de",
    "organisation": "organisation", "name": "nom", "role": "rôle", "about": "présentation",
    "voice": "voix", "hours": "horaires", "mandate": "mandat", "plan": "plan",
    "levels": "paliers", "alert": "alerte", "pause": "pause", "moderation": "modération",
    "terms": "conditions", "holding": "attente", "roles": "rôles", "targets": "délais",
    "variables": "variables", "flags": "repères", "short": "court", "history": "historique",
    "prologue": "prologue", "epilogue": "épilogue", "shelf": "réserve", "accepted": "admis",
    # blocks with an id
    "channel": "canal", "gauge": "jauge", "persona": "personnage", "signal": "signal",
    "promise": "promesse", "truth": "vérité", "duty": "obligation", "scene": "scène",
    "interruption": "interruption", "ending": "fin", "inquiry": "regard", "option": "option",
    "opening": "ouverture", "substance": "fond", "close": "clôture", "pair": "paire",
    # inside them
    "ours": "nôtre", "kind": "genre", "meaning": "sens", "start": "départ", "drift": "dérive",
    "silence": "silence", "by": "de", "every": "chaque", "when": "quand", "stance": "attitude",
    "influence": "influence", "moods": "humeurs", "cast": "troupe", "values": "valeurs",
    "text": "texte", "source": "source", "opens": "ouvre", "brief": "contexte",
    "posts": "publications", "decision": "décision", "ask": "question", "on": "sur",
    "pick": "choix", "budget": "budget", "minutes": "minutes", "within": "limite",
    "default": "défaut", "next": "suite", "notes": "notes", "discuss": "débat",
    "hint": "indice", "drill": "exercice", "ask-confidence": "confiance", "before": "avant",
    "posted": "publié", "after": "après", "raises": "soulève", "effects": "effets",
    "quotes": "cite", "faster": "plus-vite", "reveals": "révèle", "ratings": "notation",
    "feedback": "retour", "publishes": "publie", "quotable": "citable",
    "acknowledges": "reconnaît", "promises": "promet", "keeps": "tient", "then": "ensuite",
    "left": "omis", "mentor": "mentor", "story": "récit", "error": "erreur", "breaks": "enfreint",
    "meets": "remplit", "silent": "muet", "headline": "titre-de-une", "lines": "lignes",
    "all": "tout", "any": "parmi", "not": "sauf", "with": "avec",
    # values
    "yes": "oui", "no": "non", "one": "un", "several": "plusieurs", "order": "ordre",
    "compose": "composer", "full": "complet", "vague": "vague", "private": "privé",
    "untrue": "faux", "quiet": "en-sommeil", "unanswered": "sans-réponse", "answered": "répondu",
    "none": "aucune", "open": "ouverte", "kept": "tenue", "broken": "rompue", "end": "fin",
    "us": "nous", "ready": "prêt", "draft": "brouillon", "page": "page", "mentions": "mentions",
    "reviews": "avis", "press": "presse", "team": "équipe", "phone": "téléphone",
    "manager": "responsable", "colleague": "collègue", "journalist": "journaliste",
    "always": "toujours", "day": "jour",
    # the eight principles
    "listening": "écoute", "understanding": "compréhension",
    "acknowledgement": "reconnaissance", "venue": "lieu", "calm": "calme",
    "information": "information", "accountability": "responsabilité",
}  # fmt: skip
"""Each word of the language in French. Where two English words share a French one, place decides:
`fin` is the block of an ending after `suite:`, too."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAYS_FR = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def bare(word: str) -> str:
    """Return *word* in lower case without its accents."""
    return "".join(
        char
        for char in unicodedata.normalize("NFD", word.casefold())
        if not unicodedata.combining(char)
    )


_ENGLISH: dict[str, tuple[str, ...]] = {}
for _english, _french in (*FRENCH.items(), ("by", "avant")):
    # `de: -2` suits a drift and `avant: lundi 11:00` a duty: two French words for one English.
    _ENGLISH[bare(_french)] = (*_ENGLISH.get(bare(_french), ()), _english)


class Vocabulary:
    """The words of one file's language: `word` turns what is written into the English word."""

    def __init__(self, language: str) -> None:
        """Read *language*: "fr" for French words, anything else for English."""
        self.french = language == "fr"

    def word(self, written: str, known: Collection[str]) -> str:
        """Return the one of the *known* English words that *written* stands for, or ""."""
        if not self.french or written not in FRENCH:
            # S1, E05: what has no French spelling is written the same.
            if written in known:
                return written
            if not self.french:
                return ""
        for english in _ENGLISH.get(bare(written), ()):
            if english in known:
                return english
        return ""

    def spell(self, english: str) -> str:
        """Return the English word as this file's author would write it."""
        return FRENCH.get(english, english) if self.french else english
