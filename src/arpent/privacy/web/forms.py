"""Forms about personal data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.database.lengths import max_length

from ..models import Erasure, Tombstone

# What is searched for, in characters and in words; no column stores it.
MAX_NAME, MAX_EMAIL, MAX_PHONE, MAX_WORDS = 160, 254, 30, 20
MAX_CONFIRMATION = 20

# What one types to confirm.
CONFIRMATION = _("EFFACER")
BASES = [(b.value, b.label) for b in Erasure.Basis]


class SearchForm(forms.Form):
    """Name, e-mail address and telephone number of a person to search for."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=MAX_NAME, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=MAX_EMAIL, required=False)
    phone = forms.CharField(label=_("Téléphone"), max_length=MAX_PHONE, required=False)


class TypedForm(SearchForm):
    """The typed person in hidden inputs, so that personal data is not part of an address."""

    name = forms.CharField(required=False, widget=forms.HiddenInput)
    email = forms.CharField(required=False, widget=forms.HiddenInput)
    phone = forms.CharField(required=False, widget=forms.HiddenInput)


class EraseForm(forms.Form):
    """Decision to erase. ``everywhere``: replace the last name alone in every text, not only at the
    person's companies.
    """

    basis = forms.ChoiceField(label=_("Motif"), choices=BASES)
    words = forms.CharField(
        label=_("Autres mots qui la désignent"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "col": "col-12 col-md-6"}),
        help_text=_(
            "Un par ligne : nom de naissance, surnom, pseudonyme. Ils sont remplacés partout où ils sont écrits."
        ),
    )
    everywhere = forms.BooleanField(
        label=_("Remplacer aussi le nom de famille seul, partout et pas seulement chez ses entreprises"), required=False
    )
    whole = forms.BooleanField(
        label=_("Effacer en entier les textes qui la citent, au lieu de remplacer son nom et ses coordonnées"),
        required=False,
    )
    confirmation = forms.CharField(max_length=MAX_CONFIRMATION, widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *given: Any, **values: Any) -> None:
        super().__init__(*given, **values)
        self.fields["confirmation"].label = _("Recopiez %(word)s pour confirmer") % {"word": CONFIRMATION}

    def extra_words(self) -> tuple[str, ...]:
        """Return the further words as typed, at most ``MAX_WORDS`` of them, even before the form is valid."""
        return tuple(w.strip()[:MAX_NAME] for w in self.data.get("words", "").splitlines() if w.strip())[:MAX_WORDS]


class LiftForm(forms.Form):
    """Reason for lifting an erasure."""

    reason = forms.CharField(
        label=_("Raison"),
        max_length=max_length(Tombstone, "lifted_reason"),
        widget=forms.Textarea(attrs={"rows": 2, "col": "col-12"}),
        help_text=_(
            "Par exemple : la personne l’a demandé elle-même, tel jour, de telle façon. N’écrivez pas son nom."
        ),
    )
