"""What phones may take along, and the mark by which they know this base."""

import uuid

from django.db import models

from arpent.people.public import ScopedQuerySet


class SnapshotPolicyQuerySet(ScopedQuerySet["SnapshotPolicy"]):
    owner_paths = ()


class SnapshotPolicy(models.Model):
    """One row: what the administrator allows on board.

    ``days``: after so many days without a network, the board is wiped.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    prices = models.BooleanField(default=False)
    margins = models.BooleanField(default=False)
    portfolio = models.BooleanField(default=True)
    most_sheets = models.PositiveSmallIntegerField(default=2000)
    days_ahead = models.PositiveSmallIntegerField(default=7)
    expiry_days = models.PositiveSmallIntegerField(default=7)

    objects = SnapshotPolicyQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="snapshot_policy_one")]


class Epoch(models.Model):
    """One row: another value than phones know means that this base was restored, and that they have to send again."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="epoch_one")]
