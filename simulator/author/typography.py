"""French spaces: narrow and unbreakable before ; : ! ? and inside guillemets (W12).

A line of the screen breaks at an ordinary space, and the sign then stands alone at the left edge.
The wider no-break space (U+00A0) is good French too and is let be.
"""

import re

from simulator.author.notes import Notes

NARROW = "\u202f"
_SMILEY = r"[;:]['’]?-?[()\[\]DPpOo/|*3]"
SLIP = re.compile(rf"\S+ (?!{_SMILEY})[;:!?»]+|« \S+")
"""A word, an ordinary space and a sign that wants none; a face made of signs is not French."""
LONGEST = 40
"""Of a slip, so much is quoted."""


def typography(notes: Notes) -> None:
    """Note every French text in which a line could break before a sign."""
    for address, said in notes.study.loaded.texts.get("fr", {}).items():
        if slips := SLIP.findall(said):
            quoted = slips[0] if len(slips[0]) <= LONGEST else "…" + slips[0][-LONGEST:]
            notes.add("L101", address, address, language="fr", quoted=quoted)
