"""What is picked so far in a decision of any kind, and what each gesture does to it.

It knows a Prompt's shape and never asks which kind it is: how many may be picked, whether order
counts and whether there are parts.
"""

from simulator.present import pages


class Picking:
    """The picks of one open decision."""

    def __init__(self, ask: pages.Ask, before: "Picking | None" = None) -> None:
        """Begin with nothing picked, or with what was picked *before* looking closer."""
        self.ask = ask
        self.picks: list[str] = [choice.id for choice in ask.choices] if ask.ordered else []
        self.placed = 0
        """How many of an order have been given their place: they stand first."""
        self.part = ask.parts[0] if ask.parts else ""
        """The part of a message that is being chosen."""
        if before is not None and before.ask.scene == ask.scene:
            self._take_over(before)

    def _take_over(self, before: "Picking") -> None:
        offered = {choice.id for choice in self.ask.choices}
        if not self.ask.ordered or set(before.picks) == offered:
            self.picks = [pick for pick in before.picks if pick in offered]
            self.placed = before.placed
        if before.part in self.ask.parts:
            self.part = before.part

    @property
    def is_single(self) -> bool:
        """Whether one pick is a response."""
        return self.ask.low == self.ask.high == 1 and not self.ask.parts and not self.ask.ordered

    @property
    def missing(self) -> list[str]:
        """The parts of a message of which nothing is picked yet."""
        done = {choice.part for choice in self.ask.choices if choice.id in self.picks}
        return [part for part in self.ask.parts if part not in done]

    @property
    def is_settled(self) -> bool:
        """Whether every line of an order has its place; the last one has it by itself."""
        return not self.ask.ordered or self.placed >= len(self.picks) - 1

    def shown(self) -> list[pages.Choice]:
        """Return the choices to show now: an order as it stands, of a message one part."""
        if self.ask.ordered:
            by_id = {choice.id: choice for choice in self.ask.choices}
            return [by_id[pick] for pick in self.picks]
        return [c for c in self.ask.choices if not self.ask.parts or c.part == self.part]

    def sign(self, choice: pages.Choice) -> str:
        """Return the number that stands for *choice* as long as the decision is open.

        In a workshop everybody speaks of the same letters instead.
        """
        if choice.letter:
            return choice.letter
        within = [c for c in self.ask.choices if c.part == choice.part]
        return str(within.index(choice) + 1)

    def mark(self, choice: pages.Choice) -> str:
        """Return the sign for what *choice* is now: picked or not, or its place."""
        is_picked = choice.id in self.picks
        if self.ask.ordered:
            place = self.picks.index(choice.id)
            return f"[{place + 1}]" if place < self.placed else "[ ]"
        if self.ask.parts or self.is_single:
            return "(●)" if is_picked else "(○)" if self.ask.parts else ""
        return "[x]" if is_picked else "[ ]"

    def press(self, choice: pages.Choice) -> bool:
        """Pick *choice*, or put it out again; return False where no more may be picked."""
        pick = choice.id
        if self.ask.ordered:
            self._place(pick)
        elif self.ask.parts:
            same = {c.id for c in self.ask.choices if c.part == choice.part}
            self.picks = [*(p for p in self.picks if p not in same), pick]
        elif self.is_single:
            self.picks = [pick]
        elif pick in self.picks:
            self.picks.remove(pick)
        elif len(self.picks) >= self.ask.high:
            return False
        else:
            self.picks.append(pick)
        return True

    def clear(self) -> None:
        """Put out what is picked, where nothing may be picked."""
        self.picks = [] if not self.ask.low else self.picks

    def _place(self, pick: str) -> None:
        """Give *pick* the next place of the order; take it out where it had one."""
        old = self.picks.index(pick)
        self.picks.remove(pick)
        if old < self.placed:
            self.placed -= 1
            self.picks.append(pick)
        else:
            self.picks.insert(self.placed, pick)
            self.placed += 1

    def shift(self, choice: pages.Choice, by: int) -> None:
        """Move *choice* earlier or later in the order; what it passed has its place now."""
        old = self.picks.index(choice.id)
        new = max(0, min(old + by, len(self.picks) - 1))
        self.picks.insert(new, self.picks.pop(old))
        self.placed = max(self.placed, new + 1)

    def settle(self) -> None:
        """Take the order as it stands."""
        self.placed = len(self.picks)

    def turn(self, by: int) -> bool:
        """Go to the next part of a message; return False at either end."""
        at = self.ask.parts.index(self.part) + by if self.ask.parts else -1
        if 0 <= at < len(self.ask.parts):
            self.part = self.ask.parts[at]
            return True
        return False

    def composed(self, names: dict[str, str]) -> str:
        """Return the message as it stands; for a part that is missing, its name out of *names*."""
        by_part = {c.part: c.text for c in self.ask.choices if c.id in self.picks}
        return " ".join(by_part.get(part, f"[{names.get(part, part)}]") for part in self.ask.parts)
