"""The policy of the offline snapshot, and the epoch of the database."""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.people.public import ScopedQuerySet

from ..rules.policy import LIMITS


def _between(field: str) -> list[MinValueValidator | MaxValueValidator]:
    low, high = LIMITS[field]
    return [MinValueValidator(low), MaxValueValidator(high)]


class SnapshotPolicyQuerySet(ScopedQuerySet["SnapshotPolicy"]):
    """The firm's policy, visible to everyone."""

    owner_paths = ()


class SnapshotPolicy(models.Model):
    """The one row of the policy: what the administrator allows in the offline snapshot.

    ``expiry_days``: number of days without a network after which the snapshot is deleted.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    prices = models.BooleanField(_("Tarifs et montants des offres"), default=False)
    margins = models.BooleanField(_("Marges et prix de revient"), default=False)
    portfolio = models.BooleanField(_("Tout le portefeuille, pas seulement la tournée"), default=True)
    max_companies = models.PositiveSmallIntegerField(
        _("Fiches au plus"), default=2000, validators=_between("max_companies")
    )
    days_ahead = models.PositiveSmallIntegerField(
        _("Jours de tournée d’avance"), default=7, validators=_between("days_ahead")
    )
    expiry_days = models.PositiveSmallIntegerField(
        _("Effacées après tant de jours sans réseau"), default=7, validators=_between("expiry_days")
    )

    objects = SnapshotPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Ce que les téléphones emportent")
        verbose_name_plural = _("Ce que les téléphones emportent")
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="snapshot_policy_one")]


class Epoch(models.Model):
    """One row: a value that differs from the one devices know means that the database was restored; they
    submit again.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    value = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="epoch_one")]
