"""Saved views of the list: filters and order under a name."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet


class SavedViewQuerySet(ScopedQuerySet["SavedView"]):
    """Saved views, visible to their owner and, when shared, to everybody."""

    def visible_to(self, person: Any) -> Self:
        """Return the person's own views and shared ones."""
        return self._marked("own or shared").filter(models.Q(owner=person) | models.Q(shared=True))


class SavedView(models.Model):
    """Filters and order of the company list under a name, as query parameters (``CompanyFilter.as_query``)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    name = models.CharField(_("Nom de la vue"), max_length=80)
    query = models.JSONField(default=dict)
    shared = models.BooleanField(_("Partagée"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vue")
        verbose_name_plural = _("Vues enregistrées")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_view_once")]
