"""Replies to the firm's surveys."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id
from arpent.people.public import ScopedQuerySet


class SurveyReplyQuerySet(ScopedQuerySet["SurveyReply"]):
    """Replies, visible to their author and to those who see the company."""

    owner_paths = ("person", "company__owner", "company__sector_of")


class SurveyReply(models.Model):
    """Reply of a company to a survey. ``answers``: by section id of the form."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.User", models.PROTECT, related_name="+")
    company = models.ForeignKey("clients.Company", models.CASCADE, related_name="+")
    form = models.ForeignKey("visits.ReportForm", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(_("Répondu le"))
    answers: Any = models.JSONField(_("Réponses"), default=dict)
    revision = models.PositiveIntegerField(default=0)

    objects = SurveyReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("Réponse à une enquête")
        verbose_name_plural = _("Réponses aux enquêtes")
        indexes = [
            models.Index(fields=["company", "-answered_at"], name="survey_company"),
            models.Index(fields=["form"], name="survey_form"),
        ]
