"""The form field that finds a company by what is typed, or creates it in place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import parse_id
from arpent.kernel.text import fold
from arpent.people.public import User

from ..permissions import ClientPermission
from ..queries.candidates import get_company_name
from ..queries.search import choose_company


@dataclass(frozen=True)
class Choice:
    """What a picker posts: the id of the chosen company, "" for none, and the text of its search box."""

    company_id: str = ""
    text: str = ""


class CompanyPickerWidget(forms.Widget):
    """A search box whose options come from the server as one types, and the id of the chosen company."""

    template_name = "clients/picker/widget.html"
    may_create = False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Choice:
        """Return the posted choice."""
        return Choice(str(data.get(name) or ""), str(data.get(f"{name}_text") or ""))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Return whether neither the id nor the text was posted."""
        return name not in data and f"{name}_text" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return the context of the template; ``choice`` is what is shown, ``submits`` whether choosing submits."""
        context: dict[str, Any] = super().get_context(name, None, attrs)
        choice = value if isinstance(value, Choice) else Choice()
        submits = bool(context["widget"]["attrs"].pop("data-submit", False))
        return context | {"choice": choice, "may_create": self.may_create, "submits": submits}


class CompanyPickerField(forms.Field):
    """A visible company, cleaned to its id, or None when it is optional and empty.

    A text without a chosen company counts when exactly one company has that name, so that the field works without
    script. Errors: codes "required" and "not_found". ``use(by)`` must be called by the form.
    """

    widget = CompanyPickerWidget
    default_error_messages = {
        "required": _("Choisissez l’entreprise."),
        "not_found": _("Choisissez l’entreprise dans la liste, ou créez-la."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"label": _("Entreprise")} | options)
        self.by: User | None = None

    def use(self, by: User) -> None:
        """Search among the companies that a person sees; offer to create one when the person may."""
        self.by = by
        self.widget.may_create = by.has_permission(ClientPermission.CHANGE_CLIENTS)

    def prepare_value(self, value: Any) -> Choice:
        """Return what is shown: what was posted, or the company of an id."""
        if isinstance(value, Choice):
            return value
        company_id = parse_id(str(value or ""))
        name = get_company_name(company_id=company_id, by=self._person()) if company_id else None
        return Choice(str(company_id), name) if name else Choice()

    def clean(self, value: Any) -> UUID | None:
        """Return the id of the chosen company. Raise ValidationError for an unknown one, or none when required."""
        choice = value if isinstance(value, Choice) else Choice(str(value or ""))
        if choice.company_id:
            company_id = parse_id(choice.company_id)
            if company_id and get_company_name(company_id=company_id, by=self._person()) is not None:
                return company_id
            raise ValidationError(self.error_messages["not_found"], code="not_found")
        if text := choice.text.strip():
            found = choose_company(text=text, by=self._person())
            same = [pk for pk, label in found if fold(label.split(" · ")[0]) == fold(text)]
            if len(same) == 1:
                return parse_id(same[0])
            raise ValidationError(self.error_messages["not_found"], code="not_found")
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        return None

    def _person(self) -> User:
        if self.by is None:
            raise TypeError("call use(by) on a CompanyPickerField before it is shown or cleaned")
        return self.by
