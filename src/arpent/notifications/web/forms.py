"""Form of a person's choices."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import CHANNELS
from ..queries import ChannelSetting
from ..rules.channels import HOURS

HOUR_FIELD = "hour"


class ChannelsForm(forms.Form):
    """A select per type of notification, named after its code, and the hour of the digests."""

    hour = forms.TypedChoiceField(
        label=_("Heure des résumés"),
        coerce=int,
        choices=[(h, _("%(hour)s h") % {"hour": h}) for h in HOURS],
        help_text=_("Le résumé quotidien part les jours ouvrés, l’hebdomadaire le lundi."),
    )

    def __init__(self, data: Any, *, settings: Sequence[ChannelSetting], hour: int) -> None:
        super().__init__(data, initial={HOUR_FIELD: hour})
        for setting in settings:
            self.fields[setting.type.code] = forms.ChoiceField(
                label=setting.type.label, choices=list(CHANNELS.items()), initial=setting.channel
            )
        self.order_fields([*(s.type.code for s in settings), HOUR_FIELD])
