"""The lists of companies and of contacts."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arpent.lists.web.components import Column, ColumnKind, ListDefinition, QuickFilter, model_column
from arpent.people.public import User
from arpent.web.list_filters import FilterForm

from ..messages import FIELD_LABELS
from ..models import Company, Contact, Site
from ..permissions import ClientPermission
from ..queries.contact_listing import ContactFilter, listed_contacts
from ..queries.listing import CompanyFilter, listed_companies
from ..rules.identity import show_phone
from .filters import CompanyFilterForm, ContactFilterForm


def _company_filter(query: QueryDict, by: User) -> FilterForm:
    form = CompanyFilterForm(query)
    form.offer_rows(by)
    return form


def _main_site(company: Company) -> Site | None:
    sites: list[Site] = company.main_sites  # type: ignore[attr-defined]
    return sites[0] if sites else None


def _of_site(name: str) -> Column:
    """Return a column of the main site, with the heading that the import recognises."""
    return Column(name, FIELD_LABELS[name], lambda c: getattr(_main_site(c), name, "") or "", is_default=name == "city")


def company_url(company: Company) -> str:
    """Return the address of a company."""
    return reverse("clients:company", args=[company.pk])


def _owner_name(company: Company) -> str:
    return company.owner.full_name if company.owner else ""


COMPANIES = ListDefinition(
    code="clients.companies",
    title=_("Clients et prospects"),
    url_name="clients:list",
    permission=ClientPermission.SEE_CLIENTS,
    filter_class=CompanyFilter,
    filter_form=_company_filter,
    rows=listed_companies,
    sort="name",
    columns=(
        model_column(Company, "name", order=("name_key",), url=company_url, file_heading=FIELD_LABELS["name"]),
        model_column(Company, "relationship", order=()),
        model_column(Company, "siren", order=()),
        _of_site("siret"),
        _of_site("address"),
        _of_site("address2"),
        _of_site("postcode"),
        _of_site("city"),
        Column("phone", FIELD_LABELS["phone"], lambda c: show_phone(c.phone)),
        model_column(Company, "email", order=()),
        model_column(Company, "website", order=()),
        model_column(Company, "naf", order=()),
        model_column(Company, "legal_form", order=()),
        Column("owner", FIELD_LABELS["owner"], _owner_name),
        model_column(
            Company, "potential", order=("potential",), kind=ColumnKind.MONEY, file_heading=FIELD_LABELS["potential"]
        ),
        model_column(Company, "call_interval", order=(), file_heading=FIELD_LABELS["call_interval"]),
        Column("visit", FIELD_LABELS["last_visit_on"], lambda c: c.last_visit_on, ColumnKind.DATE, ("last_visit_on",)),
        Column("due", _("Prochaine visite"), lambda c: c.next_due_on, ColumnKind.DATE, ("next_due_on",)),
        model_column(Company, "next_step", order=()),
        model_column(Company, "next_step_on", order=()),
        model_column(Company, "data_quality_score", order=("data_quality_score",)),
        Column("created", _("Créée le"), lambda c: c.created_at, ColumnKind.DATETIME, ("created_at",)),
    ),
)


def _contact_filter(query: QueryDict, by: User) -> FilterForm:
    return ContactFilterForm(query, by=by)


def _contact_quick_filters(by: User) -> list[QuickFilter]:
    return [
        QuickFilter(_("Mes clients"), {"owner": str(by.pk)}),
        QuickFilter(_("Sans téléphone ni e-mail"), {"reach": "none"}),
        QuickFilter(_("Ne souhaitent plus être contactés"), {"reach": "objected"}),
    ]


def contact_url(contact: Contact) -> str:
    """Return the address of a contact's company, where the contact is."""
    return reverse("clients:company", args=[contact.company_id]) + "#contacts"


CONTACTS = ListDefinition(
    code="clients.contacts",
    title=_("Contacts"),
    url_name="clients:contacts",
    permission=ClientPermission.SEE_CLIENTS,
    filter_class=ContactFilter,
    filter_form=_contact_filter,
    rows=listed_contacts,
    quick_filters=_contact_quick_filters,
    sort="last_name",
    columns=(
        Column("last_name", _("Nom"), lambda c: c.full_name, order=("last_name", "first_name"), url=contact_url),
        model_column(Contact, "function"),
        Column(
            "company",
            _("Client"),
            lambda c: c.company.name,
            order=("company__name_key",),
            group=lambda c: str(c.company.name),
        ),
        Column(
            "phone", FIELD_LABELS["phone"], lambda c: show_phone(c.phone), template="clients/cells/contact_phone.html"
        ),
        Column("mobile", _("Mobile"), lambda c: show_phone(c.mobile), template="clients/cells/contact_mobile.html"),
        model_column(Contact, "email", order=(), template="clients/cells/contact_email.html"),
        Column("owner", FIELD_LABELS["owner"], lambda c: _owner_name(c.company), is_default=False),
        Column(
            "relationship",
            _("Relation"),
            lambda c: str(c.company.get_relationship_display()),
            is_default=False,
        ),
        model_column(Contact, "source", order=(), is_default=False),
        model_column(Contact, "objected_on", order=(), is_default=False),
    ),
)
