"""What a problem code means, at length: why it matters, a slip and its repair."""

import re
import textwrap

from simulator import reference
from simulator.language import Language
from simulator.scenario.codes import CODES, N_

WIDTH = 78

STANDS_FOR = {
    "address": N_("address"), "char": N_("character"), "gauge": N_("gauge"),
    "high": N_("highest"), "id": N_("name"), "key": N_("key"), "kind": N_("kind"),
    "known": N_("the words that fit"), "limit": N_("number"), "line": N_("number"),
    "low": N_("lowest"), "name": N_("name"), "owner": N_("where"), "promise": N_("promise"),
    "quoted": N_("your words"), "reason": N_("reason"), "scene": N_("scene"),
    "severity": N_("severity"), "source": N_("place"), "target": N_("scene"),
    "truth": N_("truth"), "wanted": N_("what fits"), "what": N_("kind"), "word": N_("your word"),
    "count": N_("number"), "all": N_("number"), "least": N_("number"), "most": N_("number"),
    "percent": N_("number"), "points": N_("number"), "seconds": N_("number"),
    "duration": N_("number"), "finding": N_("finding"), "mood": N_("mood"),
    "principle": N_("principle"), "spoken": N_("language"), "where": N_("first or last"),
    "scenes": N_("scene (option), scene (option)"),
    "side": N_("source or translation"), "reflex": N_("longest, for example"),
}  # fmt: skip
"""What is said in place of the words that a real problem would quote."""


def explanation(code: str, language: Language) -> str:
    """Return the explanation of *code*, one of CODES, in *language*."""
    _ = language._
    sentence, hint = (general(text, language) for text in CODES[code][:2])
    entry = reference.book("problems", language.code)[code]
    parts = [f"{code} {sentence}"]
    if hint:
        told = _("hint: {hint}", hint=hint)
        parts[0] += f"\n    {told}"
    parts.append(textwrap.fill(entry["why"], WIDTH, break_on_hyphens=False))
    parts.append(_("Wrong:") + "\n" + textwrap.indent(entry["wrong"], "    "))
    parts.append(_("Right:") + "\n" + textwrap.indent(entry["right"], "    "))
    return "\n\n".join(parts)


def general(message: str, language: Language) -> str:
    """Return *message* with plain words in angle brackets where a problem's own would stand."""
    if not message:
        return ""
    words = {name: f"<{language._(word)}>" for name, word in STANDS_FOR.items()}
    filled = language._(message).format(**words)
    return re.sub(r"<(<[^<>]+>)>", r"\1", filled)
