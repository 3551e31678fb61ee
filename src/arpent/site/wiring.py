"""Who listens to what: the one table of events that travel upwards."""

from arpent.accounts.events import PersonCreated
from arpent.agenda.public import places_ahead
from arpent.agenda.reactions import settle_plans_after_undo
from arpent.agenda.tasks import run_plan_job
from arpent.catalogue.public import ProductImporter
from arpent.clients.events import CompaniesDeleting, CompaniesPlaced
from arpent.clients.public import CompanyImporter
from arpent.clients.reactions import reindex_after_undo
from arpent.clients.tasks import run_locating_job
from arpent.deals.events import DealDeleting, DealHandedOver
from arpent.history.events import OperationUndone
from arpent.history.public import (
    register_irreversible,
    register_jobs,
    register_progress_tables,
    register_undo_guard,
    register_undo_permissions,
)
from arpent.imports.public import register_importer
from arpent.imports.reactions import mark_import_undone
from arpent.imports.tasks import run_check_job, run_import_job
from arpent.kernel.events import subscribe
from arpent.mail.public import register_mails
from arpent.mail.tasks import send_mail_job
from arpent.offers.public import IRREVERSIBLE_KINDS, LETTER, frozen_approvals, frozen_lines, frozen_versions
from arpent.offers.reactions import follow_the_deal, keep_offers_of_companies, keep_offers_of_deal, settle_after_undo
from arpent.privacy.events import PersonErased
from arpent.territory.public import register_planned_stops_provider
from arpent.territory.reactions import cover_located_companies, recompute_coverage_after_undo

from .accounts import ACCOUNT_MAIL, PASSWORD_MAIL, mark_email_verified
from .erasure import after_erasure, register_declarations
from .offline import register_all
from .undo_rights import UNDO_PERMISSIONS
from .watching import note_undone_access

WIRING = (
    (PersonCreated, mark_email_verified),
    (OperationUndone, note_undone_access),
    (OperationUndone, mark_import_undone),
    (OperationUndone, reindex_after_undo),
    (OperationUndone, recompute_coverage_after_undo),
    (OperationUndone, settle_plans_after_undo),
    (CompaniesPlaced, cover_located_companies),
    (OperationUndone, settle_after_undo),
    (DealHandedOver, follow_the_deal),
    (DealDeleting, keep_offers_of_deal),
    (CompaniesDeleting, keep_offers_of_companies),
    (PersonErased, after_erasure),
)

OFFER_GUARDS = {
    "offers_offerline": frozen_lines,
    "offers_offerversion": frozen_versions,
    "offers_approval": frozen_approvals,
}

# Which task runs a job of each kind.
JOBS = {
    "imports.import": run_import_job,
    "imports.check": run_check_job,
    "clients.locate": run_locating_job,
    "agenda.plan": run_plan_job,
    "mail.mail": send_mail_job,
}

# How mails of each kind are made when the worker sends them.
MAILS = {
    "offers.link": LETTER,
    "site.password": PASSWORD_MAIL,
    "site.account": ACCOUNT_MAIL,
}


def wire() -> None:
    """Wire every reaction, tell territory where the coming days pass, and the wizard what else it reads, and the undo
    what stays.
    """
    register_jobs(JOBS)
    register_mails(MAILS)
    register_progress_tables("imports_importfile")
    register_planned_stops_provider(places_ahead)
    register_importer(CompanyImporter())
    register_importer(ProductImporter())
    for table, guard in OFFER_GUARDS.items():
        register_undo_guard(table, guard)
    register_irreversible("offers.has_left", *IRREVERSIBLE_KINDS)
    register_undo_permissions(UNDO_PERMISSIONS)
    register_declarations()
    register_all()
    for event, reaction in WIRING:
        subscribe(event, reaction)
