"""What other domains may use of clients."""

from .actions.companies import change_company, create_company
from .actions.contacts import save_contact
from .actions.sites import set_sector_holders
from .actions.timeline import add_note, delete_timeline_entry, record_on_timeline, record_past_visits, record_visit
from .queries.candidates import (
    VisitCandidate,
    companies_in_communes,
    count_companies_by_commune,
    get_company_name,
    get_main_sites,
    get_site_brief,
    list_visit_candidates,
    main_site_communes,
    visible_companies,
)
from .queries.company import get_contact, list_contacts, list_tags_of_company
from .queries.device_records import company_words
from .queries.listing import CompanyFilter, count_companies, count_figures, list_companies
from .queries.search import choose_company, search
from .rules.activities import HEADCOUNT_BANDS
from .rules.identity import read_email, read_phone, show_phone
from .rules.relationship import Relationship, due_on, urgency_of

__all__ = [
    "HEADCOUNT_BANDS",
    "CompanyFilter",
    "Relationship",
    "VisitCandidate",
    "add_note",
    "change_company",
    "choose_company",
    "companies_in_communes",
    "company_words",
    "count_companies",
    "count_companies_by_commune",
    "count_figures",
    "create_company",
    "delete_timeline_entry",
    "due_on",
    "get_company_name",
    "get_contact",
    "get_main_sites",
    "get_site_brief",
    "list_companies",
    "list_contacts",
    "list_tags_of_company",
    "list_visit_candidates",
    "main_site_communes",
    "read_email",
    "read_phone",
    "record_on_timeline",
    "record_past_visits",
    "record_visit",
    "save_contact",
    "search",
    "set_sector_holders",
    "show_phone",
    "urgency_of",
    "visible_companies",
]
