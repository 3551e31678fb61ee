"""The firm's report forms: one for each kind of visit or survey, made of sections."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet

from ..rules.sections import SectionKind

SECTION_KINDS = [
    (SectionKind.AIM.value, _("but de la visite, et s’il est atteint")),
    (SectionKind.MET.value, _("personnes rencontrées")),
    (SectionKind.SAID.value, _("ce qui s’est dit")),
    (SectionKind.NEED.value, _("besoin")),
    (SectionKind.COMPETITOR.value, _("concurrence observée")),
    (SectionKind.LEFT.value, _("échantillon ou stock laissé")),
    (SectionKind.PHOTOS.value, _("photos")),
    (SectionKind.SKETCH.value, _("croquis")),
    (SectionKind.SOUND.value, _("note sonore")),
    (SectionKind.NEXT_STEP.value, _("prochaine action, datée")),
    (SectionKind.SATISFACTION.value, _("satisfaction, de 1 à 5")),
    (SectionKind.TEXT.value, _("question : texte")),
    (SectionKind.CHOICE.value, _("question : un choix")),
    (SectionKind.SEVERAL.value, _("question : plusieurs choix")),
    (SectionKind.NUMBER.value, _("question : nombre")),
    (SectionKind.DATE.value, _("question : date")),
    (SectionKind.YES_NO.value, _("question : oui ou non")),
]


class FormQuerySet[M: models.Model](ScopedQuerySet[M]):
    """Rows that belong to the firm, visible to everyone who sees companies."""

    owner_paths = ()


class ReportForm(models.Model):
    """A report form. ``checklist``: what to prepare before the visit, one item per line."""

    class Purpose(models.TextChoices):
        """Use of a form: visit reports or surveys."""

        VISIT = "visit", _("compte rendu de visite")
        SURVEY = "survey", _("enquête")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Nom"), max_length=80)
    purpose = models.CharField(_("Sert à"), max_length=6, choices=Purpose, default=Purpose.VISIT)
    checklist = models.TextField(_("À avoir sous la main, une chose par ligne"), blank=True, max_length=4000)
    active = models.BooleanField(_("En usage"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = FormQuerySet["ReportForm"].as_manager()

    class Meta:
        verbose_name = _("Modèle de compte rendu")
        verbose_name_plural = _("Modèles de comptes rendus")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """One section of a form: a built-in one, or a question of the firm."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    form = models.ForeignKey("visits.ReportForm", models.CASCADE, related_name="sections")
    kind = models.CharField(_("Type"), max_length=12, choices=SECTION_KINDS, default=SectionKind.TEXT.value)
    title = models.CharField(
        _("Question ou titre"), max_length=120, blank=True, help_text=_("Vide : le nom de la section.")
    )
    choices: Any = models.JSONField(_("Choix"), default=list)
    required = models.BooleanField(
        _("Attendue"), default=False, help_text=_("Le téléphone la signale, il n’empêche jamais de finir.")
    )
    position = models.PositiveSmallIntegerField(_("Rang"), default=0)

    objects = FormQuerySet["Section"].as_manager()

    class Meta:
        verbose_name = _("Section")
        verbose_name_plural = _("Sections")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title or str(self.get_kind_display())
