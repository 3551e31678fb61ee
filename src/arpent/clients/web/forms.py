"""Forms of the commercial file."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from arpent.kernel.codes import country_choices
from arpent.kernel.errors import DomainError
from arpent.people.public import User, owner_choices
from arpent.web.error_messages import error_message

from ..models import Company, TimelineEntry
from ..queries.labels import headcount_choices

WIDE = {"col": "col-12"}
THIRD = {"col": "col-12 col-md-4"}


class CompanyForm(forms.Form):
    name = forms.CharField(label=_("Nom"), max_length=200)
    relationship = forms.ChoiceField(label=_("Relation"), choices=Company.Relationship.choices)
    owner_id = forms.ChoiceField(label=_("Commercial"), required=False)
    siren = forms.CharField(label=_("SIREN"), required=False, max_length=20)
    vat_number = forms.CharField(label=_("N° de TVA"), required=False, max_length=20)
    legal_form = forms.CharField(label=_("Forme juridique"), required=False, max_length=80)
    naf = forms.CharField(label=_("Activité (NAF)"), required=False, max_length=6)
    headcount = forms.ChoiceField(label=_("Effectif"), required=False)
    phone = forms.CharField(label=_("Téléphone"), required=False, max_length=30)
    email = forms.CharField(label=_("E-mail"), required=False, max_length=200)
    website = forms.CharField(label=_("Site internet"), required=False, max_length=200)
    potential = forms.DecimalField(
        label=_("Potentiel annuel (€)"), required=False, min_value=0, max_digits=12, decimal_places=2
    )
    call_interval = forms.IntegerField(
        label=_("Intervalle de visite (jours)"), required=False, min_value=1, max_value=730
    )
    next_step = forms.CharField(label=_("Prochaine action"), required=False, max_length=200)
    next_step_on = forms.DateField(
        label=_("Le"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = owner_choices(by=by, current=self.initial.get("owner_id", ""))
        self.fields["owner_id"].choices = [("", "—"), *owners]  # type: ignore[attr-defined]
        self.fields["headcount"].choices = [("", "—"), *headcount_choices()]  # type: ignore[attr-defined]


class SiteForm(forms.Form):
    site_name = forms.CharField(label=_("Nom du site"), required=False, max_length=200)
    siret = forms.CharField(label=_("SIRET"), required=False, max_length=20)
    address = forms.CharField(label=_("Adresse"), required=False, max_length=250)
    address2 = forms.CharField(label=_("Complément"), required=False, max_length=250)
    postcode = forms.CharField(label=_("Code postal"), required=False, max_length=10)
    city = forms.CharField(label=_("Ville"), required=False, max_length=100)
    country = forms.ChoiceField(label=_("Pays"), required=False, initial="FR")
    visit_minutes = forms.IntegerField(label=_("Durée d’une visite (min)"), required=False, min_value=5, max_value=480)
    preferred = forms.ChoiceField(
        label=_("Moment préféré"),
        required=False,
        choices=[("", _("indifférent")), ("morning", _("matin")), ("afternoon", _("après-midi"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices(get_language() or "fr")  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        return self.cleaned_data["country"] or "FR"

    def clean(self) -> dict[str, Any]:
        """Validate French postcodes (five digits); other countries are not checked."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        postcode = (values.get("postcode") or "").replace(" ", "")
        if values.get("country") == "FR" and postcode and not re.fullmatch(r"\d{5}", postcode):
            self.add_error("postcode", error_message(DomainError("clients.wrong_postcode", text=values["postcode"])))
        return values

    def site_values(self) -> dict[str, Any]:
        values = dict(self.cleaned_data)
        values["name"] = values.pop("site_name", "")
        return {
            k: values[k]
            for k in (
                "name",
                "siret",
                "address",
                "address2",
                "postcode",
                "city",
                "country",
                "visit_minutes",
                "preferred",
            )
        }


class NewCompanyForm(CompanyForm, SiteForm):
    """A company with its first site."""

    field_order = ["name", "relationship", "address", "postcode", "city", "country", "phone", "siret", "owner_id"]


class HoursForm(forms.Form):
    hours = forms.CharField(
        label=_("Horaires d’ouverture"),
        required=False,
        max_length=300,
        help_text=_(
            "Par exemple : lun-jeu 8h-12h 14h-18h; ven 8h-12h. Vide : inconnus, 8h-12h et 14h-18h sont supposés."
        ),
        widget=forms.TextInput(attrs=WIDE),
    )


class ClosingForm(forms.Form):
    """A closing; an empty form deletes it."""

    from_on = forms.DateField(
        label=_("Fermé du"), required=False, widget=forms.DateInput(attrs={"type": "date"} | THIRD, format="%Y-%m-%d")
    )
    to_on = forms.DateField(
        label=_("au"), required=False, widget=forms.DateInput(attrs={"type": "date"} | THIRD, format="%Y-%m-%d")
    )
    yearly = forms.BooleanField(label=_("chaque année"), required=False, widget=forms.CheckboxInput(attrs=THIRD))

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("from_on"), values.get("to_on")
        if bool(first) != bool(last):
            self.add_error("to_on", _("Donnez les deux dates de la fermeture."))
        elif first and last and last < first:
            self.add_error("to_on", _("Une fermeture finit le jour où elle commence, ou après."))
        return values


ClosingFormSet = forms.formset_factory(ClosingForm, extra=2, max_num=40)


class ContactForm(forms.Form):
    first_name = forms.CharField(label=_("Prénom"), required=False, max_length=80)
    last_name = forms.CharField(label=_("Nom"), max_length=80)
    function = forms.CharField(label=_("Fonction"), required=False, max_length=120)
    phone = forms.CharField(label=_("Téléphone"), required=False, max_length=30)
    mobile = forms.CharField(label=_("Mobile"), required=False, max_length=30)
    email = forms.CharField(label=_("E-mail"), required=False, max_length=200)
    source = forms.CharField(label=_("D’où vient cette donnée"), required=False, max_length=120)
    objected = forms.BooleanField(label=_("S’oppose à être contacté (définitif)"), required=False)


class NoteForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Sorte"), choices=[c for c in TimelineEntry.Kind.choices if c[0] in ("note", "call", "visit", "mail")]
    )
    title = forms.CharField(label=_("Ce qui s’est passé"), max_length=200)
    body = forms.CharField(label=_("Détail"), required=False, widget=forms.Textarea(attrs={"rows": 2} | WIDE))
