"""Forms of the commercial file."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from arpent.kernel.codes import country_choices
from arpent.kernel.errors import DomainError
from arpent.notifications.web.components import mention_attrs
from arpent.people.public import User, owner_choices
from arpent.web.error_messages import error_message
from arpent.web.model_forms import RecordForm, choice_field, model_field

from ..models import Closing, Company, Contact, Site, TimelineEntry
from ..queries.labels import headcount_choices

MAX_HOURS = 300  # opening hours as text, read into windows

WIDE = {"col": "col-12"}
THIRD = {"col": "col-12 col-md-4"}
# Numbers are typed with spaces, and checked by the action: longer than what is stored.
TYPED_NUMBER: dict[str, Any] = {"max_length": 20}
TYPED_PHONE: dict[str, Any] = {"max_length": 30}
TYPED_EMAIL: dict[str, Any] = {"form_class": forms.CharField, "max_length": 200}


class CompanyForm(RecordForm):
    """Values of a company; the owners are those whom the user may choose."""

    owner_id = choice_field(Company, "owner")
    siren = model_field(Company, "siren", **TYPED_NUMBER)
    vat_number = model_field(Company, "vat_number", **TYPED_NUMBER)
    headcount = choice_field(Company, "headcount")
    phone = model_field(Company, "phone", **TYPED_PHONE)
    email = model_field(Company, "email", **TYPED_EMAIL)

    field_order: Sequence[str] = (
        "name",
        "relationship",
        "owner_id",
        "siren",
        "vat_number",
        "legal_form",
        "naf",
        "headcount",
        "phone",
        "email",
        "website",
        "potential",
        "call_interval",
        "next_step",
        "next_step_on",
    )

    class Meta(RecordForm.Meta):
        model = Company
        fields = (
            "name",
            "relationship",
            "legal_form",
            "naf",
            "website",
            "potential",
            "call_interval",
            "next_step",
            "next_step_on",
        )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = owner_choices(by=by, current=self.initial.get("owner_id", ""))
        self.fields["owner_id"].choices = [("", "—"), *owners]  # type: ignore[attr-defined]
        self.fields["headcount"].choices = [("", "—"), *headcount_choices()]  # type: ignore[attr-defined]


class SiteForm(forms.Form):
    """Fields of a site; a plain form, so that it also adds them to the form of a new company."""

    site_name = model_field(Site, "name")
    siret = model_field(Site, "siret", **TYPED_NUMBER)
    address = model_field(Site, "address")
    address2 = model_field(Site, "address2")
    postcode = model_field(Site, "postcode")
    city = model_field(Site, "city")
    country = choice_field(Site, "country", initial="FR")
    visit_minutes = model_field(Site, "visit_minutes")
    preferred = model_field(Site, "preferred")

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
        """Return the cleaned values of the site, named like its columns."""
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


class NewCompanyForm(SiteForm, CompanyForm):
    """A company with its first site."""

    # SiteForm first: the clean() of a ModelForm does not call the next class.

    field_order = (
        "name",
        "relationship",
        "address",
        "postcode",
        "city",
        "country",
        "phone",
        "siret",
        "owner_id",
        *SiteForm.base_fields,
        *CompanyForm.field_order,
    )


class QuickCompanyForm(forms.Form):
    """The least of a new company, created in place from another form."""

    name = model_field(Company, "name", WIDE)
    relationship = model_field(Company, "relationship")
    phone = model_field(Company, "phone", {"inputmode": "tel"}, **TYPED_PHONE)
    postcode = model_field(Site, "postcode", {"inputmode": "numeric", "col": "col-5 col-md-4"})
    city = model_field(Site, "city", {"col": "col-7 col-md-8"})

    def company_values(self) -> dict[str, Any]:
        """Return the cleaned values of the company."""
        return {name: self.cleaned_data[name] for name in ("name", "relationship", "phone")}

    def site_values(self) -> dict[str, Any]:
        """Return the cleaned values of its main site."""
        return {name: self.cleaned_data[name] for name in ("postcode", "city")}


class HoursForm(forms.Form):
    """Opening hours of a site, as text (see ``rules.opening.parse_opening``)."""

    hours = forms.CharField(
        label=_("Horaires d’ouverture"),
        required=False,
        max_length=MAX_HOURS,
        help_text=_(
            "Par exemple : lun-jeu 8h-12h 14h-18h; ven 8h-12h. Vide : inconnus, 8h-12h et 14h-18h sont supposés."
        ),
        widget=forms.TextInput(attrs=WIDE),
    )


class ClosingForm(forms.Form):
    """A closing; an empty form deletes it."""

    from_on = model_field(Closing, "from_on", THIRD, required=False)
    to_on = model_field(Closing, "to_on", THIRD, required=False)
    yearly = model_field(Closing, "yearly", THIRD)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        first, last = values.get("from_on"), values.get("to_on")
        if bool(first) != bool(last):
            self.add_error("to_on", _("Donnez les deux dates de la fermeture."))
        elif first and last and last < first:
            self.add_error("to_on", _("Une fermeture finit le jour où elle commence, ou après."))
        return values


ClosingFormSet = forms.formset_factory(ClosingForm, extra=2, max_num=40)


class ContactForm(RecordForm):
    """Values of a contact."""

    phone = model_field(Contact, "phone", **TYPED_PHONE)
    mobile = model_field(Contact, "mobile", **TYPED_PHONE)
    email = model_field(Contact, "email", **TYPED_EMAIL)
    objected = forms.BooleanField(label=_("Ne souhaite plus être contacté (définitif)"), required=False)

    field_order = ("first_name", "last_name", "function", "phone", "mobile", "email", "source", "objected")

    class Meta(RecordForm.Meta):
        model = Contact
        fields = ("first_name", "last_name", "function", "source")


class NoteForm(forms.Form):
    """An entry that a person adds to a timeline: note, call, visit or mail."""

    kind = forms.ChoiceField(
        label=_("Type"), choices=[c for c in TimelineEntry.Kind.choices if c[0] in ("note", "call", "visit", "mail")]
    )
    title = model_field(TimelineEntry, "title", label=_("Objet"))
    body = model_field(TimelineEntry, "body", {"rows": 2} | WIDE)

    def __init__(self, *args: Any, company_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("title", "body"):
            self.fields[name].widget.attrs |= mention_attrs("clients.mention", company_id)
