"""A feed brought up to date: what is new is added, and nothing is drawn twice."""

from simulator.present.workshop import pages as w
from simulator.tui.widgets.feed import Feed


def follow(feed: Feed, page: w.Feed | None) -> bool:
    """Show *page* in *feed*; say whether anything was new."""
    wanted = [*page.earlier, *page.items] if page is not None else []
    known = len(feed.items)
    if wanted[:known] == feed.items:
        new = wanted[known:]
        if new:
            feed.add(new)
        return bool(new)
    feed.clear()
    feed.add(wanted)
    return True
