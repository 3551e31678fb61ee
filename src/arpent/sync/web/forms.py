"""Forms of the policy of the offline snapshot and of exported outboxes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.web.model_forms import RecordForm

from ..models import SnapshotPolicy


class ExportedForm(forms.Form):
    """The file with an exported outbox."""

    file = forms.FileField(
        label=_("Fichier donné par le téléphone"), help_text=_("Ce qui était déjà arrivé n’est pas écrit deux fois.")
    )


class PolicyForm(RecordForm):
    """What phones may copy: companies, days, prices, margins, expiry."""

    class Meta(RecordForm.Meta):
        model = SnapshotPolicy
        fields = ("portfolio", "max_companies", "days_ahead", "expiry_days", "prices", "margins")
        help_texts = {
            "portfolio": _("La recherche et le contrôle des doublons marchent alors sans réseau."),
            "expiry_days": _("Ce qui reste à envoyer n’est jamais effacé."),
            "margins": _("Un téléphone se perd : n’emportez les marges que s’il le faut."),
        }
