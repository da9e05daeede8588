"""A document as a tagged PDF with its title and language, set by Typst (the extra `report`)."""

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime

from simulator.report.document import Document
from simulator.report.html import TEMPLATES
from simulator.safe import MARK

_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")
_RARE = re.compile("[^\n\u0020-\u024f\u2010-\u202f\u2039\u203a\u20ac\u2190-\u2193\u2212]")
MOST = 30
"""Different signs that are tried one by one; past that, every rare one goes."""


def pdf(document: Document) -> bytes:
    """Return *document* as PDF; ImportError where Typst is not installed.

    The words are handed over as data and never as Typst markup; the template reads no other file.
    """
    from typst import TypstError

    data = json.dumps(asdict(document), ensure_ascii=False)
    for _attempt in range(MOST):
        try:
            return _set(data)
        except TypstError as error:
            # A reader must be able to hear every sign (PDF/UA): one that no font has is refused.
            found = _UNSHOWN.search(str(error))
            if found is None:
                raise
            data = _without(data, found[1])
    return _set(_RARE.sub(MARK, data))


def _set(data: str) -> bytes:
    import typst

    # The same document gives the same bytes: a signed file can be compared.
    made = typst.compile(
        str(TEMPLATES / "document.typ"), root=str(TEMPLATES), sys_inputs={"document": data},
        pdf_standards=["ua-1"], timestamp=datetime.fromtimestamp(0, UTC),
    )  # fmt: skip
    assert isinstance(made, bytes)  # noqa: S101 - nowhere to write was given: one file comes back
    return made


def _without(data: str, unshown: str) -> str:
    """Return *data* with a mark in place of each sign of *unshown*, as Typst quotes it."""
    signs = set(_CODE.sub(lambda code: chr(int(code[1], 16)), unshown))
    return "".join(MARK if char in signs and _RARE.match(char) else char for char in data)
