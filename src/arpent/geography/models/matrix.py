"""Cached matrices of road engines."""

from django.db import models


class CachedMatrix(models.Model):
    key = models.CharField(primary_key=True, max_length=64)
    provider = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    data = models.BinaryField()
