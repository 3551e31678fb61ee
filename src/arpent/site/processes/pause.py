"""The pause before something that failed is tried again: it grows with each failure and has a ceiling."""

from dataclasses import dataclass


@dataclass
class GrowingPause:
    """Give pauses of ``first`` seconds, doubled at each failure up to ``most``; a run of ``healthy`` seconds starts
    over.
    """

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
