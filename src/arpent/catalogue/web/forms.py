"""Forms of the catalogue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.people.public import User

from ..models.guide import COMPARISONS, QUESTION_KINDS
from ..queries.choices import CHARACTERISTIC_KINDS, PRODUCT_KINDS
from ..queries.families import list_families
from ..queries.guides import MOTIVES

HALF, QUARTER = ({"col": f"col-12 col-md-{n}"} for n in (6, 3))
WIDE = {"col": "col-12"}


def number_field(label: Any, **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=30_000, widget=forms.NumberInput(attrs=QUARTER), **kwargs
    )


def family_choices(by: User, excluded: Any = None) -> list[tuple[str, str]]:
    return [(str(f.pk), f.name) for f in list_families(by=by) if f.pk != excluded]


class FamilyForm(forms.Form):
    name = forms.CharField(label=_("Nom de la famille"), max_length=120, widget=forms.TextInput(attrs=HALF))
    parent_id = forms.ChoiceField(label=_("Dans"), required=False, widget=forms.Select(attrs=QUARTER))
    assembly_days = number_field(_("Jours de montage"), help_text=_("Ajoutés au délai de la pièce la plus lente."))
    description = forms.CharField(
        label=_("Description"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3} | WIDE)
    )

    def __init__(self, *args: Any, by: User, excluded: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent_id"].choices = [("", "—"), *family_choices(by, excluded)]  # type: ignore[attr-defined]


class CharacteristicForm(forms.Form):
    name = forms.CharField(label=_("Caractéristique"), max_length=120, widget=forms.TextInput(attrs=HALF))
    kind = forms.ChoiceField(label=_("C’est"), choices=CHARACTERISTIC_KINDS, widget=forms.Select(attrs=QUARTER))
    unit = forms.CharField(
        label=_("Unité"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs=QUARTER),
        help_text=_("m³/h, kW, bar, °C, dB(A)…"),
    )
    values = forms.CharField(
        label=_("Valeurs, une par ligne"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4} | HALF),
        help_text=_("Ce que l’on peut choisir. Vide : les valeurs sont celles des fiches."),
    )
    formula = forms.CharField(
        label=_("Formule"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs=HALF),
        help_text=_(
            "Si elle se calcule, par exemple debit * hauteur * 9810[N/m³]. Les codes sont sur la page de la famille."
        ),
    )
    position = number_field(_("Rang"))

    def clean_values(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["values"].splitlines() if line.strip()]


class ComponentForm(forms.Form):
    name = forms.CharField(
        label=_("Nom du composant"),
        max_length=120,
        widget=forms.TextInput(attrs=HALF),
        help_text=_("Par exemple Moteur."),
    )
    parts_of_id = forms.ChoiceField(label=_("Prend un produit de"), widget=forms.Select(attrs=HALF))
    quantity = number_field(_("Quantité"), initial=1)
    position = number_field(_("Rang"))
    optional = forms.BooleanField(label=_("Peut rester vide"), required=False)

    def __init__(self, *args: Any, by: User, excluded: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parts_of_id"].choices = [("", "—"), *family_choices(by, excluded)]  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    name = forms.CharField(label=_("Nom de la règle"), max_length=120, widget=forms.TextInput(attrs=HALF))
    reason = forms.CharField(
        label=_("Pourquoi"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs=HALF),
        help_text=_("Dit à l’utilisateur quand la règle refuse, par exemple « IP55 exigé en local chloré »."),
    )
    formula = forms.CharField(
        label=_("Formule"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_(
            'Par exemple moteur.puissance >= 1,15 * pompe.puissance, ou ambiance = "chlorée" => moteur.ip >= 55.'
        ),
    )
    scope = forms.CharField(
        label=_("Ou un tableau : codes des colonnes, séparés par ;"),
        required=False,
        max_length=400,
        widget=forms.TextInput(attrs=WIDE),
    )
    rows = forms.CharField(
        label=_("Lignes du tableau, cases séparées par ;"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 6} | WIDE),
        help_text=_("Case vide : n’importe. « a | b » : l’un ou l’autre. « >= 55 » : à partir de."),
    )
    forbids = forms.BooleanField(label=_("Ces combinaisons sont interdites (sinon : seules permises)"), required=False)

    def clean_scope(self) -> list[str]:
        return [c.strip() for c in self.cleaned_data["scope"].split(";") if c.strip()]

    def clean_rows(self) -> list[list[str]]:
        return [[c.strip() for c in line.split(";")] for line in self.cleaned_data["rows"].splitlines() if line.strip()]


class QuestionForm(forms.Form):
    text = forms.CharField(label=_("Question"), max_length=200, widget=forms.TextInput(attrs=WIDE))
    code = forms.ChoiceField(
        label=_("Sa réponse porte sur"),
        required=False,
        widget=forms.Select(attrs=HALF),
        help_text=_("Elle devient alors un besoin du configurateur."),
    )
    comparison = forms.ChoiceField(
        label=_("Il faut"), choices=COMPARISONS, required=False, initial="=", widget=forms.Select(attrs=QUARTER)
    )
    kind = forms.ChoiceField(
        label=_("Réponse"), choices=QUESTION_KINDS, initial="text", widget=forms.Select(attrs=QUARTER)
    )
    unit = forms.CharField(label=_("Unité"), required=False, max_length=20, widget=forms.TextInput(attrs=QUARTER))
    motive = forms.ChoiceField(
        label=_("Motif d’achat (SONCAS)"),
        required=False,
        choices=[("", "—"), *MOTIVES],
        widget=forms.Select(attrs=QUARTER),
    )
    position = number_field(_("Rang"))
    why = forms.CharField(
        label=_("Pourquoi on la pose"), required=False, max_length=200, widget=forms.TextInput(attrs=HALF)
    )
    follow_up = forms.CharField(
        label=_("Question de relance"), required=False, max_length=200, widget=forms.TextInput(attrs=HALF)
    )
    values = forms.CharField(
        label=_("Réponses proposées, une par ligne"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3} | HALF),
    )

    def __init__(self, *args: Any, demands: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [("", "—"), *demands]  # type: ignore[attr-defined]

    def clean_values(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["values"].splitlines() if line.strip()]


class ProductForm(forms.Form):
    """A product with its sheet: one field per characteristic of its family."""

    reference = forms.CharField(label=_("Référence"), max_length=60, widget=forms.TextInput(attrs=QUARTER))
    name = forms.CharField(label=_("Désignation"), max_length=200, widget=forms.TextInput(attrs=HALF))
    kind = forms.ChoiceField(label=_("C’est"), choices=PRODUCT_KINDS, widget=forms.Select(attrs=QUARTER))
    purchase_cost = forms.DecimalField(
        label=_("Coût d’achat (€ HT)"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=4,
        widget=forms.NumberInput(attrs=QUARTER),
    )
    delivery_days = number_field(_("Délai (jours)"))
    stock = number_field(_("Stock, à titre indicatif"))
    sale_unit = forms.CharField(
        label=_("Vendu par"), required=False, max_length=20, widget=forms.TextInput(attrs=QUARTER)
    )
    description = forms.CharField(
        label=_("Description"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2} | WIDE)
    )
    active = forms.BooleanField(label=_("En vente"), required=False, initial=True)

    def __init__(self, *args: Any, characteristics: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in characteristics:
            hint = ", ".join(map(str, one.values[:8])) if one.values else ""
            self.fields[f"sheet_{one.code}"] = forms.CharField(
                label=str(one), required=False, max_length=80, widget=forms.TextInput(attrs=QUARTER), help_text=hint
            )

    def values(self) -> dict[str, Any]:
        plain = {k: v for k, v in self.cleaned_data.items() if not k.startswith("sheet_")}
        return plain | {"sheet": {k[6:]: v for k, v in self.cleaned_data.items() if k.startswith("sheet_")}}


class ListForm(forms.Form):
    name = forms.CharField(label=_("Nom du tarif"), max_length=120, widget=forms.TextInput(attrs=HALF))
    currency = forms.CharField(label=_("Devise"), max_length=3, initial="EUR", widget=forms.TextInput(attrs=QUARTER))
    rate = forms.DecimalField(
        label=_("Euros pour une unité"),
        required=False,
        max_digits=12,
        decimal_places=6,
        widget=forms.NumberInput(attrs=QUARTER),
    )
    segment = forms.CharField(
        label=_("Pour le segment"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs=QUARTER),
        help_text=_("Vide : pour tous les clients."),
    )


class PeriodForm(forms.Form):
    starts_on = forms.DateField(
        label=_("Du"), widget=forms.DateInput(attrs={"type": "date"} | QUARTER, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Au"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"} | QUARTER, format="%Y-%m-%d"),
        help_text=_("Vide : jusqu’à nouvel ordre."),
    )


class PriceForm(forms.Form):
    period_id = forms.ChoiceField(label=_("Tarif et période"), widget=forms.Select(attrs=HALF))
    from_quantity = number_field(_("À partir de"), initial=1)
    amount = forms.DecimalField(
        label=_("Prix (HT)"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=4,
        widget=forms.NumberInput(attrs=QUARTER),
        help_text=_("Vide : enlever ce prix."),
    )

    def __init__(self, *args: Any, periods: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period_id"].choices = periods  # type: ignore[attr-defined]
