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
from .actions.importing.checking import check_file
from .actions.importing.files import receive_file, set_mapping
from .actions.importing.forgetting import read_stored_rows, rewrite_stored_rows
from .actions.importing.kinds import ImportOption, ImportScreen, register_import_kind
from .actions.importing.running import run_import, start_import
from .actions.importing.tally import BATCH, Tally
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
from .queries.rejected import list_imports
from .queries.search import choose_company, search
from .queries.stored import import_path
from .queries.tables import iter_rows
from .rules.activities import HEADCOUNT_BANDS
from .rules.identity import read_email, read_phone, show_phone
from .rules.importing.columns import Columns
from .rules.opening import Opening, assumed_opening
from .rules.relationship import Relationship, Urgency, due_on, urgency_of

__all__ = [
    "BATCH",
    "HEADCOUNT_BANDS",
    "Columns",
    "CompanyFigures",
    "CompanyFilter",
    "ImportOption",
    "ImportScreen",
    "Opening",
    "Relationship",
    "Tally",
    "Urgency",
    "VisitCandidate",
    "assumed_opening",
    "board_index",
    "board_sheets",
    "change_company",
    "check_file",
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
    "import_path",
    "iter_rows",
    "list_companies",
    "list_contacts",
    "list_ids",
    "list_imports",
    "list_points",
    "list_visit_candidates",
    "naf_label",
    "naf_labels",
    "portfolio_ids",
    "read_company",
    "read_contact",
    "read_email",
    "read_phone",
    "read_stored_rows",
    "receive_file",
    "record_on_timeline",
    "record_past_visits",
    "record_visit",
    "register_import_kind",
    "rewrite_stored_rows",
    "run_import",
    "save_contact",
    "search",
    "set_mapping",
    "set_opening",
    "set_sector_holders",
    "show_company",
    "show_confirmation",
    "show_contact",
    "show_phone",
    "start_import",
    "tags_of",
    "urgency_of",
    "visible_companies",
    "write_company",
    "write_contact",
]
