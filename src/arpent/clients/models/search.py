"""What Ctrl-K searches: one line of folded text per company, site and contact."""

from typing import Any

from django.db import models

from .company import OfCompanyQuerySet


class SearchEntryQuerySet(OfCompanyQuerySet["SearchEntry"]):
    pass


class SearchEntry(models.Model):
    """Derived from the commercial file by ``actions.indexing``; an index of trigrams stands on ``text``."""

    id: Any = models.BigAutoField(primary_key=True)
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)  # company, site, contact
    record_id = models.UUIDField()
    label = models.CharField(max_length=250)
    detail = models.CharField(max_length=250, blank=True)
    text = models.CharField(max_length=600)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["record_id"], name="search_record")]
