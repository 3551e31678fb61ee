"""Search index: one line of folded text per company, site and contact."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .company import OfCompanyQuerySet

# What the first migration creates on SQLite, known to the check of triggers.
SEARCH_TRIGGERS = {
    "clients_search_i": "CREATE TRIGGER clients_search_i AFTER INSERT ON clients_searchentry BEGIN "
    "INSERT INTO clients_search_fts(rowid, text) VALUES (new.id, new.text); END",
    "clients_search_d": "CREATE TRIGGER clients_search_d AFTER DELETE ON clients_searchentry BEGIN "
    "INSERT INTO clients_search_fts(clients_search_fts, rowid, text) VALUES ('delete', old.id, old.text); END",
}


class SearchEntryQuerySet(OfCompanyQuerySet["SearchEntry"]):
    """Search lines, with their company's visibility."""


class SearchEntry(models.Model):
    """A search line derived by ``actions.indexing``, with a trigram index on ``text``."""

    id: Any = models.BigAutoField(primary_key=True)
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)  # company, site, contact
    record_id = models.UUIDField()
    label = models.CharField(max_length=250)
    detail = models.CharField(max_length=250, blank=True)
    text = models.CharField(max_length=600)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("Recherche")
        verbose_name_plural = _("Recherche")
        indexes = [models.Index(fields=["record_id"], name="search_record")]
