"""The background job: progress, result, lease of the running process, and cancellation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..permissions import HistoryPermission


class JobQuerySet(ScopedQuerySet["Job"]):
    """Jobs, visible to the person who started them."""

    owner_paths = ("person",)
    permission = HistoryPermission.UNDO

    def visible_to(self, person: object) -> "JobQuerySet":
        """Return the jobs started by the person; no role sees those of others."""
        return self._marked("own").filter(person=person)  # type: ignore[misc]


class Job(models.Model):
    """One background job, run by the worker.

    ``cursor``: position from which an interrupted job continues. ``operation``: the operation that created the job and
    under which it writes. ``attempt``: number of claims; with the id it identifies one run. ``runner``: marker of the
    process that runs it; ``lease_until``: end of its lease unless renewed; ``strikes``: claims since the last progress.
    ``task_id``: the last task enqueued for it; ``run_after``: earliest start.
    """

    class State(models.TextChoices):
        """State of a job."""

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
    cancel_requested = models.BooleanField(default=False)
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
        verbose_name = _("Travail long")
        verbose_name_plural = _("Travaux longs")
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
        """Return whether the job is done, stopped or failed."""
        return self.state in (self.State.DONE, self.State.STOPPED, self.State.FAILED)

    @property
    def percent(self) -> int:
        """Return the progress in percent; 0 while the total is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else 0
