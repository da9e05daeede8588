"""A document as a tagged PDF with its title and language, set by Typst (the extra `report`)."""

import json
from dataclasses import asdict
from datetime import UTC, datetime

from simulator.report.document import Document
from simulator.report.html import TEMPLATES


def pdf(document: Document) -> bytes:
    """Return *document* as PDF; ImportError where Typst is not installed.

    The words are handed over as data and never as Typst markup; the template reads no other file.
    """
    import typst

    data = json.dumps(asdict(document), ensure_ascii=False)
    # The same document gives the same bytes: a signed file can be compared.
    made = typst.compile(
        str(TEMPLATES / "document.typ"), root=str(TEMPLATES), sys_inputs={"document": data},
        pdf_standards=["ua-1"], timestamp=datetime.fromtimestamp(0, UTC),
    )  # fmt: skip
    assert isinstance(made, bytes)  # noqa: S101 - nowhere to write was given: one file comes back
    return made
