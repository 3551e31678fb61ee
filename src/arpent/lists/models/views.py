"""Saved views of lists, and the columns that a person chose."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet


class SavedViewQuerySet(ScopedQuerySet["SavedView"]):
    """Views, seen by their owner, and by everyone when shared."""

    def visible_to(self, person: Any) -> Self:
        """Return one's own views and shared ones."""
        return self._marked("own or shared").filter(models.Q(owner=person) | models.Q(shared=True))


class SavedView(models.Model):
    """Filters, columns, order and grouping of a list under a name.

    ``query``: query parameter to its values. ``columns``: keys in order, empty for the reader's own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    list_code = models.CharField(_("Liste"), max_length=40)
    name = models.CharField(_("Nom de la vue"), max_length=80)
    query = models.JSONField(default=dict)
    columns = models.JSONField(_("Colonnes"), default=list)
    shared = models.BooleanField(_("Partagée"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("Vue")
        verbose_name_plural = _("Vues enregistrées")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["owner", "list_code", "name"], name="list_view_once")]


class ColumnChoiceQuerySet(ScopedQuerySet["ColumnChoice"]):
    """Choices of columns, seen by who made them."""

    def visible_to(self, person: Any) -> Self:
        """Return one's own choices."""
        return self._marked("own").filter(person=person)


class ColumnChoice(models.Model):
    """The columns of a list that a person chose, as keys in order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    list_code = models.CharField(_("Liste"), max_length=40)
    columns = models.JSONField(_("Colonnes"), default=list)

    objects = ColumnChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Colonnes d’une liste")
        verbose_name_plural = _("Colonnes des listes")
        constraints = [models.UniqueConstraint(fields=["person", "list_code"], name="column_choice_once")]
