"""What other domains may use of clients."""

from .actions.companies import change_company, create_company
from .actions.details import (
    forget_on_timeline,
    record_on_timeline,
    record_past_visits,
    record_visit,
    save_contact,
    set_opening,
    set_sector_holders,
)
from .actions.field import confirm_data, write_company, write_contact
from .actions.importing.companies import CompanyFile
from .queries.candidates import (
    VisitCandidate,
    communes_of,
    companies_in,
    count_companies_by_commune,
    get_company_name,
    get_main_sites,
    get_site_brief,
    list_visit_candidates,
    visible_companies,
)
from .queries.company import list_contacts, tags_of
from .queries.field import (
    board_index,
    board_sheets,
    company_edition,
    company_words,
    contact_edition,
    portfolio_ids,
    read_company,
    read_contact,
    show_company,
    show_confirmation,
    show_contact,
)
from .queries.labels import naf_label, naf_labels
from .queries.listing import (
    CompanyFigures,
    CompanyFilter,
    count_companies,
    count_figures,
    filter_companies,
    list_companies,
    list_ids,
)
from .queries.mapping import list_points
from .queries.search import choose_company, search
from .rules.activities import HEADCOUNT_BANDS
from .rules.identity import read_email, read_phone, show_phone
from .rules.opening import Opening, assumed_opening
from .rules.relationship import Relationship, Urgency, due_on, urgency_of

__all__ = [
    "HEADCOUNT_BANDS",
    "CompanyFigures",
    "CompanyFile",
    "CompanyFilter",
    "Opening",
    "Relationship",
    "Urgency",
    "VisitCandidate",
    "assumed_opening",
    "board_index",
    "board_sheets",
    "change_company",
    "choose_company",
    "communes_of",
    "companies_in",
    "company_edition",
    "company_words",
    "confirm_data",
    "contact_edition",
    "count_companies",
    "count_companies_by_commune",
    "count_figures",
    "create_company",
    "due_on",
    "filter_companies",
    "forget_on_timeline",
    "get_company_name",
    "get_main_sites",
    "get_site_brief",
    "list_companies",
    "list_contacts",
    "list_ids",
    "list_points",
    "list_visit_candidates",
    "naf_label",
    "naf_labels",
    "portfolio_ids",
    "read_company",
    "read_contact",
    "read_email",
    "read_phone",
    "record_on_timeline",
    "record_past_visits",
    "record_visit",
    "save_contact",
    "search",
    "set_opening",
    "set_sector_holders",
    "show_company",
    "show_confirmation",
    "show_contact",
    "show_phone",
    "tags_of",
    "urgency_of",
    "visible_companies",
    "write_company",
    "write_contact",
]
