"""A document as one HTML file that asks nothing of anybody: style and drawings are inside."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulator.language import speak
from simulator.report.document import Document

TEMPLATES = Path(__file__).parent / "templates"


def html(document: Document) -> str:
    """Return *document* as HTML; every text in it is escaped."""
    # `markup` marks our own drawings and style alone; nothing of a scenario goes through it.
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    skip = speak(document.language)._("Skip to the text")
    style = (TEMPLATES / "look.css").read_text(encoding="utf-8")
    return environment.get_template("document.html").render(
        document=document, style=style, skip=skip
    )
