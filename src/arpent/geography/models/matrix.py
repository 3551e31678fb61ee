"""Cached matrices of road engines."""

from django.db import models


class CachedMatrix(models.Model):
    """A travel matrix of a road engine, stored as an npz archive of ``seconds`` and ``metres``.

    ``key``: SHA-256 of the coordinates, rounded to 5 decimals, and of the engine's name.
    """

    key = models.CharField(primary_key=True, max_length=64)
    provider = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    data = models.BinaryField()
