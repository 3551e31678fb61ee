"""Register what the manifests declare, and subscribe reactions to events of lower domains."""

from arpent.accounts.events import PersonCreated
from arpent.agenda.public import places_ahead
from arpent.agenda.reactions import refresh_plans_after_undo
from arpent.clients.events import CompaniesDeleting, CompaniesPlaced
from arpent.clients.reactions import reindex_after_undo
from arpent.deals.events import DealDeleting, DealReassigned
from arpent.history.events import OperationUndone
from arpent.history.public import register_jobs, register_undo
from arpent.imports.public import register_importer
from arpent.imports.reactions import mark_import_undone
from arpent.kernel.events import subscribe
from arpent.kernel.record_links import register_record_link
from arpent.lists.web.components import register_list
from arpent.mail.public import register_mails
from arpent.notifications.public import register_types
from arpent.offers.reactions import (
    prevent_company_deletion,
    prevent_deal_deletion,
    reassign_with_deal,
    recalculate_undone_offers,
)
from arpent.people.public import register_erased_check, register_permission
from arpent.privacy.events import PersonErased
from arpent.privacy.public import load_check, register_personal_data, register_stored_table, screen_submission
from arpent.sync.public import register_command, register_screen, register_snapshot
from arpent.territory.public import register_planned_stops_provider
from arpent.territory.reactions import cover_located_companies, recompute_coverage_after_undo
from arpent.web.error_messages import register_history_labels, register_messages

from .accounts import mark_email_verified
from .domains import manifests
from .erasure import after_erasure
from .offline import snapshot_parts
from .watching import note_undone_access

# Events travel upwards: the one table of who reacts to what, in order.
WIRING = (
    (PersonCreated, mark_email_verified),
    (OperationUndone, note_undone_access),
    (OperationUndone, mark_import_undone),
    (OperationUndone, reindex_after_undo),
    (OperationUndone, recompute_coverage_after_undo),
    (OperationUndone, refresh_plans_after_undo),
    (CompaniesPlaced, cover_located_companies),
    (OperationUndone, recalculate_undone_offers),
    (DealReassigned, reassign_with_deal),
    (DealDeleting, prevent_deal_deletion),
    (CompaniesDeleting, prevent_company_deletion),
    (PersonErased, after_erasure),
)


def wire() -> None:
    """Register every manifest, the providers that lower domains call, and the reactions to events."""
    for domain in manifests():
        for permission in domain.permissions:
            register_permission(permission)
        register_messages(domain.errors)
        register_history_labels(domain.history)
        register_undo(domain.undo)
        register_jobs(domain.jobs)
        register_mails(domain.mails)
        register_types(domain.notification_types)
        for kind in domain.importers:
            register_importer(kind)
        for definition in domain.lists:
            register_list(definition)
        for link in domain.record_links:
            register_record_link(link)
        for command in domain.commands:
            register_command(command)
        register_personal_data(domain.personal_data, domain.activities)
        for model, (reader, rewriter) in domain.stored_tables.items():
            register_stored_table(model, reader, rewriter)
    register_snapshot(snapshot_parts())
    register_planned_stops_provider(places_ahead)
    register_erased_check(load_check)
    register_screen(screen_submission)
    for event, reaction in WIRING:
        subscribe(event, reaction)
