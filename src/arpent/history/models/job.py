"""Background jobs: what was done, what remains, who runs it, and a way to stop."""

from django.db import models

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import HistoryPermission


class JobQuerySet(ScopedQuerySet["Job"]):
    owner_paths = ("person",)
    act = HistoryPermission.UNDO

    def visible_to(self, person: object) -> "JobQuerySet":
        """Return the person's own jobs, whatever the role: long work belongs to whoever started it."""
        return self._marked("own").filter(person=person)  # type: ignore[misc]


class Job(models.Model):
    """One background job, run by the worker. ``cursor`` says where it goes on after a break.

    ``operation``: the operation that asked for it, which carries what it writes. ``attempt`` counts the claims:
    together with the id it identifies one run. ``runner``: the process that runs it; ``lease_until``: until when the
    job is its own without another sign of life; ``strikes``: claims since the last progress. ``task_id``: the last task
    enqueued for it;
    ``run_after``: not to be run before.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=60)
    person = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    operation = models.ForeignKey("history.Operation", models.SET_NULL, null=True, related_name="+")
    subject_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    stop_asked = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cursor = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    problem = models.CharField(max_length=60, blank=True)
    attempt = models.PositiveIntegerField(default=0)
    strikes = models.PositiveSmallIntegerField(default=0)
    runner = models.CharField(max_length=200, blank=True)
    lease_until = models.DateTimeField(null=True)
    task_id = models.CharField(max_length=64, blank=True)
    enqueued_at = models.DateTimeField(null=True)
    run_after = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-created_at"]),
            models.Index(
                fields=["created_at"],
                condition=models.Q(state__in=("waiting", "running")),
                name="people_job_unfinished",
            ),
        ]

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.STOPPED, self.State.FAILED)

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0
