"""Forms of the catalogue."""

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from arpent.people.public import User
from arpent.web.model_forms import model_field

from ..models import (
    Characteristic,
    CompatibilityRule,
    Component,
    Family,
    GuideQuestion,
    Price,
    PriceList,
    PricePeriod,
    Product,
)
from ..queries.families import list_families
from ..rules.sheets import MAX_SHEET_TEXT

# Typed lists and tables, stored as JSON, in characters.
MAX_LIST, MAX_SCOPE, MAX_TABLE = 8000, 400, 40_000

HALF, QUARTER = ({"col": f"col-12 col-md-{n}"} for n in (6, 3))
WIDE = {"col": "col-12"}


def number_field(model: type[models.Model], name: str, **options: Any) -> forms.Field:
    """Return the form field of a model's number that may stay empty."""
    return model_field(model, name, QUARTER, required=False, **{"initial": None, **options})


def family_choices(by: User, excluded: Any = None) -> list[tuple[str, str]]:
    """Return the families as choices (id, name), without one."""
    return [(str(f.pk), f.name) for f in list_families(by=by) if f.pk != excluded]


class FamilyForm(forms.Form):
    """Values of a family."""

    name = model_field(Family, "name", HALF)
    parent_id = forms.ChoiceField(label=_("Dans"), required=False, widget=forms.Select(attrs=QUARTER))
    assembly_days = number_field(Family, "assembly_days", help_text=_("Ajoutés au délai de la pièce la plus lente."))
    description = model_field(Family, "description", {"rows": 3} | WIDE)

    def __init__(self, *args: Any, by: User, excluded: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_id"].choices = [("", "—"), *family_choices(by, excluded)]  # type: ignore[attr-defined]


class CharacteristicForm(forms.Form):
    """Values of a characteristic."""

    name = model_field(Characteristic, "name", HALF)
    kind = model_field(Characteristic, "kind", QUARTER)
    unit = model_field(Characteristic, "unit", QUARTER, help_text=_("m³/h, kW, bar, °C, dB(A)…"))
    values = forms.CharField(
        label=_("Valeurs, une par ligne"),
        required=False,
        max_length=MAX_LIST,
        widget=forms.Textarea(attrs={"rows": 4} | HALF),
        help_text=_("Ce que l’on peut choisir. Vide : les valeurs sont celles des fiches."),
    )
    formula = model_field(
        Characteristic,
        "formula",
        HALF,
        help_text=_(
            "Si elle se calcule, par exemple debit * hauteur * 9810[N/m³]. Les codes sont sur la page de la famille."
        ),
    )
    position = number_field(Characteristic, "position")

    def clean_values(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["values"].splitlines() if line.strip()]


class ComponentForm(forms.Form):
    """Values of a component of a set."""

    name = model_field(Component, "name", HALF, help_text=_("Par exemple Moteur."))
    parts_of_id = forms.ChoiceField(label=_("Prend un produit de"), widget=forms.Select(attrs=HALF))
    quantity = number_field(Component, "quantity", initial=1)
    position = number_field(Component, "position")
    optional = model_field(Component, "optional")

    def __init__(self, *args: Any, by: User, excluded: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts_of_id"].choices = [("", "—"), *family_choices(by, excluded)]  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    """A compatibility rule, as a formula or as a table."""

    name = model_field(CompatibilityRule, "name", HALF)
    reason = model_field(
        CompatibilityRule,
        "reason",
        HALF,
        help_text=_("Dit à l’utilisateur quand la règle refuse, par exemple « IP55 exigé en local chloré »."),
    )
    formula = model_field(
        CompatibilityRule,
        "formula",
        WIDE,
        help_text=_(
            'Par exemple moteur.puissance >= 1,15 * pompe.puissance, ou ambiance = "chlorée" => moteur.ip >= 55.'
        ),
    )
    scope = forms.CharField(
        label=_("Ou un tableau : codes des colonnes, séparés par ;"),
        required=False,
        max_length=MAX_SCOPE,
        widget=forms.TextInput(attrs=WIDE),
    )
    rows = forms.CharField(
        label=_("Lignes du tableau, cases séparées par ;"),
        required=False,
        max_length=MAX_TABLE,
        widget=forms.Textarea(attrs={"rows": 6} | WIDE),
        help_text=_("Case vide : n’importe. « a | b » : l’un ou l’autre. « >= 55 » : à partir de."),
    )
    forbids = model_field(
        CompatibilityRule, "forbids", label=_("Ces combinaisons sont interdites (sinon : seules permises)")
    )

    def clean_scope(self) -> list[str]:
        return [c.strip() for c in self.cleaned_data["scope"].split(";") if c.strip()]

    def clean_rows(self) -> list[list[str]]:
        return [[c.strip() for c in line.split(";")] for line in self.cleaned_data["rows"].splitlines() if line.strip()]


class QuestionForm(forms.Form):
    """A question of a discovery guide."""

    text = model_field(GuideQuestion, "text", WIDE)
    code = forms.ChoiceField(
        label=_("Sa réponse porte sur"),
        required=False,
        widget=forms.Select(attrs=HALF),
        help_text=_("Elle devient alors un besoin du configurateur."),
    )
    comparison = model_field(GuideQuestion, "comparison", QUARTER, required=False)
    kind = model_field(GuideQuestion, "kind", QUARTER)
    unit = model_field(GuideQuestion, "unit", QUARTER)
    motive = model_field(GuideQuestion, "motive", QUARTER)
    position = number_field(GuideQuestion, "position")
    why = model_field(GuideQuestion, "why", HALF)
    follow_up = model_field(GuideQuestion, "follow_up", HALF)
    values = forms.CharField(
        label=_("Réponses proposées, une par ligne"),
        required=False,
        max_length=MAX_LIST,
        widget=forms.Textarea(attrs={"rows": 3} | HALF),
    )

    def __init__(self, *args: Any, demands: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "—"), *demands]  # type: ignore[attr-defined]

    def clean_values(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["values"].splitlines() if line.strip()]


class ProductForm(forms.Form):
    """A product with its sheet: one field per characteristic of its family."""

    reference = model_field(Product, "reference", QUARTER)
    name = model_field(Product, "name", HALF)
    kind = model_field(Product, "kind", QUARTER)
    purchase_cost = model_field(Product, "purchase_cost", QUARTER)
    delivery_days = number_field(Product, "delivery_days")
    stock = number_field(Product, "stock")
    sale_unit = model_field(Product, "sale_unit", QUARTER)
    description = model_field(Product, "description", {"rows": 2} | WIDE)
    active = model_field(Product, "active")

    def __init__(self, *args: Any, characteristics: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in characteristics:
            hint = ", ".join(map(str, one.values[:8])) if one.values else ""
            self.fields[f"sheet_{one.code}"] = forms.CharField(
                label=str(one),
                required=False,
                max_length=MAX_SHEET_TEXT,
                widget=forms.TextInput(attrs=QUARTER),
                help_text=hint,
            )

    def values(self) -> dict[str, Any]:
        """Return the cleaned values, those of characteristics as ``sheet`` by code."""
        plain = {k: v for k, v in self.cleaned_data.items() if not k.startswith("sheet_")}
        return plain | {"sheet": {k[6:]: v for k, v in self.cleaned_data.items() if k.startswith("sheet_")}}


class ListForm(forms.Form):
    """Values of a price list."""

    name = model_field(PriceList, "name", HALF)
    currency = model_field(PriceList, "currency", QUARTER)
    rate = number_field(PriceList, "rate")
    segment = model_field(PriceList, "segment", QUARTER, help_text=_("Vide : pour tous les clients."))


class PeriodForm(forms.Form):
    """First and last day of a period of a price list."""

    starts_on = model_field(PricePeriod, "starts_on", QUARTER)
    ends_on = model_field(PricePeriod, "ends_on", QUARTER, help_text=_("Vide : jusqu’à nouvel ordre."))


class PriceForm(forms.Form):
    """A price of a product in a period, from a quantity on."""

    period_id = forms.ChoiceField(label=_("Tarif et période"), widget=forms.Select(attrs=HALF))
    from_quantity = number_field(Price, "from_quantity", initial=1)
    amount = number_field(Price, "amount", help_text=_("Vide : enlever ce prix."))

    def __init__(self, *args: Any, periods: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period_id"].choices = periods  # type: ignore[attr-defined]
