"""The delay before a failed attempt is repeated; it grows with each failure up to a maximum."""

from dataclasses import dataclass


@dataclass
class GrowingPause:
    """Delays of ``first`` seconds, doubled at each failure up to ``most``; a run of ``healthy`` seconds resets them."""

    first: float = 0.5
    most: float = 30.0
    healthy: float = 60.0
    _next: float = 0.0

    def after(self, lasted: float) -> float:
        """Return how many seconds to wait after a run that lasted ``lasted`` seconds."""
        if lasted >= self.healthy or not self._next:
            self._next = self.first
        pause = self._next
        self._next = min(self.most, pause * 2)
        return pause
