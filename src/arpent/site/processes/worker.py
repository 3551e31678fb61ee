"""The worker: runs queued tasks and the housekeeping, and survives database failures.

A lock timeout, a full disk or a restarted PostgreSQL raise OperationalError or InterfaceError: the worker closes its
connections, waits and continues. A task interrupted by such an error, or by a kill of the worker, is requeued; tasks
must therefore be idempotent.
"""

import hashlib
import logging
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from .chores import Housekeeping
from .pause import GrowingPause

logger = logging.getLogger("arpent.worker")
DATABASE_AWAY = (OperationalError, InterfaceError)
_NAMES = {f"{error.__module__}.{error.__qualname__}" for error in DATABASE_AWAY}
# A task that killed its worker, or met a broken database, so many times is given up.
MAX_ATTEMPTS = 5
# Seconds between two looks at the queue, and between two looks at the housekeeping table.
QUEUE_INTERVAL, CHORES_INTERVAL = 0.2, 5.0


def worker_id_of(home: Path) -> str:
    """Return the id of the home's worker, the same after each restart."""
    return hashlib.sha256(f"{socket.gethostname()}:{home}".encode()).hexdigest()[:32]


class HomeWorker(Worker):  # type: ignore[misc]
    """The library's worker in batch mode (run what is queued, return), in a loop that continues after
    database errors.
    """

    def __init__(
        self,
        *,
        worker_id: str,
        housekeeping: Housekeeping,
        resume: Callable[[], object],
        pause: GrowingPause | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(
            queue_names=["*"],
            interval=QUEUE_INTERVAL,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
            excluded_queue_names=[],
        )
        self.housekeeping, self.resume = housekeeping, resume
        self.pause = pause or GrowingPause()
        self._sleep = sleep
        self._chores_at = 0.0

    def run(self) -> None:
        """Run until a signal clears ``running``."""
        while self.running:
            started = time.monotonic()
            try:
                self.take_back_tasks()
                self.resume()
                while self.running:
                    self.work_once()
            except DATABASE_AWAY as error:
                pause = self.pause.after(time.monotonic() - started)
                logger.warning("worker: the database does not answer (%s): next try in %.1f s", _line(error), pause)
                connections.close_all()
                self._sleep(pause)

    def work_once(self) -> None:
        """Run the housekeeping and tasks that are due; without any, wait briefly."""
        close_old_connections()
        if time.monotonic() >= self._chores_at:
            self._chores_at = time.monotonic() + CHORES_INTERVAL
            self.housekeeping.run_due(timezone.now())
        # A read takes no lock, so that an idle worker never blocks writers.
        if DBTaskResult.objects.ready().filter(backend_name=self.backend_name).exists():
            super().run()
        else:
            self._sleep(self.interval)

    def run_task(self, db_task_result: Any) -> None:
        """Run a task; queue it again when it failed for a transient reason."""
        super().run_task(db_task_result)
        if db_task_result.status == TaskResultStatus.FAILED and db_task_result.exception_class_path in _NAMES:
            self._queue_again(db_task_result)

    def take_back_tasks(self) -> int:
        """Requeue the tasks that this worker was running when it was killed; return their number."""
        mine = [t for t in DBTaskResult.objects.running() if t.worker_ids and t.worker_ids[-1] == self.worker_id]
        for task in mine:
            self._queue_again(task)
        return len(mine)

    def _queue_again(self, task: Any) -> None:
        attempts = len(task.worker_ids)
        if attempts >= MAX_ATTEMPTS:
            logger.error("worker: task %s was interrupted %d times and is given up", task.task_path, attempts)
            if task.status == TaskResultStatus.RUNNING:
                task.set_failed(RuntimeError(f"interrupted {attempts} times"))
            return
        logger.warning("worker: task %s was interrupted and is queued again", task.task_path)
        task.status, task.finished_at = TaskResultStatus.READY, None
        task.run_after = timezone.now() + timedelta(seconds=2 * attempts)
        task.save(update_fields=["status", "finished_at", "run_after"])


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
