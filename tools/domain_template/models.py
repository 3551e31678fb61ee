"""Items, each with an owner."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from .permissions import SampleDomainPermission


class ItemQuerySet(ScopedQuerySet["Item"]):
    """Items, visible through their owner."""

    owner_paths = ("owner",)
    permission = SampleDomainPermission.EDIT


class Item(models.Model):
    """Something to do by a day, of one person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.ForeignKey("people.User", models.CASCADE, related_name="+")
    title = models.CharField(_("Titre"), max_length=120)
    due_on = models.DateField(_("Échéance"))
    created_at = models.DateTimeField()

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("Élément")
        verbose_name_plural = _("Éléments")
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.title
