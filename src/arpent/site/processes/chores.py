"""Run periodic chores when their interval has passed, also across restarts."""

import datetime as dt
import json
import logging
from collections.abc import Sequence
from pathlib import Path

from arpent.kernel.manifest import Chore

logger = logging.getLogger("arpent.housekeeping")
# A chore that failed is tried again after this time, or after its own interval when that is shorter.
RETRY = dt.timedelta(minutes=10)
# The last run of a chore of a shorter interval is not written down: after a restart it runs at once.
RECORDED = dt.timedelta(hours=1)


class Housekeeping:
    """Runs chores and records their last run, in memory and in one file of the home."""

    def __init__(self, chores: Sequence[Chore], record: Path) -> None:
        self.chores, self.record = chores, record
        self.last: dict[str, dt.datetime] = self._read()
        self.retry_at: dict[str, dt.datetime] = {}

    def run_due(self, at: dt.datetime) -> list[str]:
        """Run every due chore and return their names. Exceptions of a chore are logged, and it is retried later."""
        due = [chore for chore in self.chores if self._is_due(chore, at)]
        for chore in due:
            try:
                chore.run(at)
            except Exception:
                logger.exception("housekeeping: %s failed, it will be tried again", chore.name)
                self.retry_at[chore.name] = at + min(RETRY, chore.every)
            else:
                self.retry_at.pop(chore.name, None)
                self.last[chore.name] = at
                if chore.every >= RECORDED:
                    self._write()
        return [chore.name for chore in due]

    def _is_due(self, chore: Chore, at: dt.datetime) -> bool:
        if chore.name in self.retry_at:
            return at >= self.retry_at[chore.name]
        last = self.last.get(chore.name)
        # A last run in the future comes from a clock that was wrong: it would stop the chore until then.
        return last is None or last > at or at - last >= chore.every

    def _read(self) -> dict[str, dt.datetime]:
        try:
            stored = json.loads(self.record.read_text())
            return {str(name): dt.datetime.fromisoformat(moment) for name, moment in stored.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, AttributeError, TypeError):
            logger.warning("housekeeping: %s cannot be read, every chore runs again", self.record)
            return {}

    def _write(self) -> None:
        partial = self.record.with_suffix(".part")
        try:
            partial.write_text(json.dumps({name: moment.isoformat() for name, moment in self.last.items()}))
            partial.replace(self.record)
        except OSError as error:
            logger.warning("housekeeping: %s cannot be written: %s", self.record, error)
            partial.unlink(missing_ok=True)
