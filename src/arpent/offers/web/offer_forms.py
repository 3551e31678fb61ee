"""Forms of an offer: creation, conditions, tracking."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from arpent.clients.web.components import CompanyPickerField
from arpent.kernel.ids import parse_id
from arpent.people.public import User
from arpent.web.form_fields import HALF, QUARTER, WIDE, plain
from arpent.web.model_forms import RecordForm, choice_field, model_field

from ..approval.rules.below_cost import CASES
from ..models import Approval, Offer, OfferEvent, OfferLink, OfferVersion, Outcome
from ..sentences import legal_case_words

MAX_MESSAGE = 4000  # an e-mail, stored as JSON

lazy_legal_case_words = lazy(legal_case_words, str)
RESULTS = [
    ("lost", _("perdue")),
    ("none", _("sans suite, pas de décision")),
    ("won", _("gagnée sans signature en ligne")),
]


class CustomerForm(forms.Form):
    """Customer of a new offer; choosing one shows its open deals."""

    company = CompanyPickerField(required=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].use(by)  # type: ignore[attr-defined]
        self.fields["company"].widget.attrs |= WIDE | {"data-submit": True, "data-autofocus": True}


class OfferOfNewDealForm(forms.Form):
    """Title of an offer and of the deal that is opened with it."""

    title = model_field(Offer, "title", WIDE, required=True)


class OfferForm(forms.Form):
    """Title, solutions and price list of a new offer."""

    title = model_field(Offer, "title", HALF)
    price_list = choice_field(OfferVersion, "price_list", QUARTER)
    solutions = forms.MultipleChoiceField(
        label=_("Solutions à reprendre"), required=False, widget=forms.CheckboxSelectMultiple(attrs=WIDE)
    )

    def __init__(
        self, *args: Any, solutions: list[tuple[str, str]], lists: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["price_list"].choices = [*lists, ("", _("sans tarif"))]  # type: ignore[attr-defined]
        self.fields["solutions"].choices = solutions  # type: ignore[attr-defined]
        if not solutions:
            del self.fields["solutions"]


class LegalCaseForm(forms.Form):
    """Legal case of a sale below cost, with its reason."""

    case = forms.ChoiceField(
        label=_("Cas prévu par la loi"),
        widget=forms.Select(attrs=WIDE),
        choices=[("", "—"), *((x.code, lazy_legal_case_words(x.code)) for x in CASES)],
    )
    reason = model_field(
        OfferVersion,
        "loss_reason",
        {"rows": 4} | WIDE,
        required=True,
        help_text=_("La direction le lit avec la demande d’accord ; il reste dans l’historique."),
    )


class ConditionsForm(RecordForm):
    """Conditions of a version."""

    # Field groups with their headings, in order.
    PARTS = (
        (_("L’offre"), ("title", "contact_id", "language", "valid_until")),
        (_("Prix et TVA"), ("price_list_id", "currency", "rate", "regime", "global_percent", "global_amount")),
        (_("Paiement"), ("payment_days", "end_of_month", "deposit_percent")),
        (_("Livraison et garantie"), ("incoterm", "incoterm_place", "warranty_months", "delivery")),
        (
            _("Ce que ces conditions nous coûtent (le client ne le voit pas)"),
            ("carriage_cost", "incoterm_cost", "financing_rate_percent", "warranty_percent", "commission_percent"),
        ),
        (_("Textes"), ("letter", "conditions", "with_sheets")),
    )

    title = model_field(Offer, "title", HALF)
    contact_id = choice_field(OfferVersion, "contact", QUARTER)
    price_list_id = choice_field(OfferVersion, "price_list", QUARTER)

    default_column = QUARTER
    columns = {
        "delivery": HALF,
        "letter": {"rows": 5} | WIDE,
        "conditions": {"rows": 3} | WIDE,
        "with_sheets": WIDE,
    }

    class Meta(RecordForm.Meta):
        model = OfferVersion
        fields = (
            "language",
            "currency",
            "rate",
            "regime",
            "valid_until",
            "global_percent",
            "global_amount",
            "deposit_percent",
            "payment_days",
            "end_of_month",
            "incoterm",
            "incoterm_place",
            "incoterm_cost",
            "carriage_cost",
            "warranty_months",
            "warranty_percent",
            "financing_rate_percent",
            "commission_percent",
            "delivery",
            "letter",
            "conditions",
            "with_sheets",
        )
        help_texts = {
            "currency": _("Un tarif apporte la sienne."),
            "rate": _("Euros pour une unité, figé avec la version."),
            "global_amount": _("Dans la monnaie de l’offre, après le pourcentage."),
            "payment_days": _("À compter de la facture."),
            "incoterm_cost": _("Assurance, douane, dernier trajet à notre charge."),
            "carriage_cost": _("Ce que nous payons au transporteur."),
            "letter": _("Vide : une lettre courte, faite de l’objet et du besoin."),
        }

    def __init__(
        self,
        *args: Any,
        version: OfferVersion,
        lists: list[tuple[str, str]],
        contacts: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        initial = {n: plain(getattr(version, n)) for n in self.base_fields if hasattr(version, n)}
        initial |= {
            "title": version.offer.title,
            "contact_id": str(version.contact_id or ""),
            "price_list_id": str(version.price_list_id or ""),
        }
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        self.order_fields([n for _heading, names in self.PARTS for n in names])
        for heading, names in self.PARTS:
            self.fields[names[0]].heading = heading  # type: ignore[attr-defined]
        self.fields["contact_id"].choices = [("", "—"), *contacts]  # type: ignore[attr-defined]
        self.fields["price_list_id"].choices = [*lists, ("", _("sans tarif"))]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return the values for ``save_conditions``; ids of contact and price list are None when empty."""
        values = self.cleaned_data
        return values | {k: parse_id(values[k]) for k in ("contact_id", "price_list_id")}


class NoteForm(forms.Form):
    """Note to the approver."""

    note = model_field(Approval, "note", {"rows": 3} | WIDE, label=_("Message au décideur"))


class SendForm(RecordForm):
    """Recipient of an offer's link."""

    default_column = HALF

    class Meta(RecordForm.Meta):
        model = OfferLink
        fields = ("name", "email")


class MailForm(SendForm):
    """Fields of the e-mail with the link."""

    mail = forms.BooleanField(
        label=_("Envoyer le lien par e-mail, l’offre jointe"),
        required=False,
        initial=True,
        widget=forms.CheckboxInput(attrs=WIDE),
    )
    text = forms.CharField(
        label=_("Le message"),
        required=False,
        max_length=MAX_MESSAGE,
        widget=forms.Textarea(attrs={"rows": 8} | WIDE),
        help_text=_("Le lien prend la place de {lien}."),
    )


class AnswerForm(forms.Form):
    """Answer to the customer's question."""

    text = model_field(
        OfferEvent,
        "text",
        {"rows": 4} | WIDE,
        label=_("La réponse"),
        help_text=_("Elle paraît sur la page du client."),
    )


class RemindForm(forms.Form):
    """A reminder of the customer and the day of the next one."""

    text = model_field(OfferEvent, "text", {"rows": 3} | WIDE, label=_("Comment, et ce qui a été dit"))
    again_on = model_field(Offer, "remind_on", QUARTER, label=_("Y revenir le"), required=False)


class OutcomeForm(forms.Form):
    """Outcome of an offer that did not end through its link."""

    result = forms.ChoiceField(label=_("Résultat"), choices=RESULTS, widget=forms.Select(attrs=QUARTER))
    reason = model_field(Outcome, "reason", QUARTER, label=_("Parce que"))
    winner_price = model_field(Outcome, "winner_price", QUARTER, help_text=_("S’il est connu."))
    note = model_field(Outcome, "note", HALF)
