"""Manifest of clients: the commercial file."""

from django.utils.translation import gettext_lazy as _

from arpent.imports.permissions import ImportPermission
from arpent.kernel.first_steps import FirstStep
from arpent.kernel.manifest import (
    Domain,
    HistoryLabels,
    NavigationEntry,
    PageLink,
    PermissionSpec,
    Remedy,
    SearchSource,
    UndoSpec,
)
from arpent.kernel.offline import OfflineCommand, RecordChooser, SnapshotContribution, command_action, no_record
from arpent.kernel.today import FigureSource, TodaySectionSource, TodaySource, Urgency
from arpent.people.public import visible_names

from . import messages
from .actions.device_records import confirm_data, write_company, write_contact
from .actions.importing.importer import CompanyImporter
from .models import Contact
from .permissions import ClientPermission
from .personal_data import ACTIVITIES, PERSONAL_DATA
from .queries.device_records import (
    company_edition,
    contact_edition,
    portfolio_ids,
    read_company,
    read_contact,
    snapshot_companies,
    snapshot_index,
)
from .queries.search import choose_company
from .tasks import run_locating_job
from .web.lists import COMPANIES, CONTACTS
from .web.notification_types import NOTIFICATION_TYPES
from .web.palette import find_hits
from .web.submission_text import show_company, show_confirmation, show_contact
from .web.today import find_doubtful, find_unplaced, has_companies, list_portfolio_figures

CHANGE = ClientPermission.CHANGE_CLIENTS

DOMAIN = Domain(
    name="clients",
    url_prefix="clients/",
    navigation=(
        NavigationEntry(
            40, _("Clients"), "clients:list", "building-factory-2", "g c", ("/clients",), phone_label=_("Clients")
        ),
    ),
    pages=(
        PageLink(20, _("Nouvelle entreprise"), "clients:new", "plus"),
        PageLink(22, _("Contacts"), "clients:contacts", "users"),
        PageLink(30, _("Situer les adresses"), "clients:locate", "map-pin"),
    ),
    search=(SearchSource(10, find_hits),),
    permissions=(
        PermissionSpec(
            ClientPermission.SEE_CLIENTS,
            messages.PERMISSIONS["see_clients"],
            {"negotiator": "own", "assistant": "team", "manager": "team", "direction": "all"},
        ),
        PermissionSpec(
            CHANGE,
            messages.PERMISSIONS["change_clients"],
            {"negotiator": "own", "assistant": "team", "manager": "team", "direction": "all"},
        ),
        PermissionSpec(
            ClientPermission.ASSIGN_CLIENTS,
            messages.PERMISSIONS["assign_clients"],
            {"assistant": "team", "manager": "team", "direction": "all"},
        ),
    ),
    today=(TodaySource(Urgency.DATA_QUALITY, find_unplaced),),
    today_sections=(TodaySectionSource(50, ("assistant",), find_doubtful),),
    first_steps=(
        FirstStep(
            10,
            _("Importez votre fichier de clients et de prospects"),
            "imports:upload",
            has_companies,
            ImportPermission.IMPORT_FILE,
        ),
    ),
    figures=(FigureSource(10, list_portfolio_figures),),
    notification_types=NOTIFICATION_TYPES,
    lists=(COMPANIES, CONTACTS),
    errors=messages.MESSAGES,
    remedies={"clients.view_name_needed": Remedy(_("Revenir à la liste"), "clients:list")},
    history=HistoryLabels(messages.KINDS, messages.SHOWN, record_names={"clients_contact": visible_names(Contact)}),
    undo=UndoSpec(
        permissions={
            "clients_closing": CHANGE,
            "clients_company": CHANGE,
            "clients_companytag": CHANGE,
            "clients_contact": CHANGE,
            "clients_openingwindow": CHANGE,
            "clients_savedview": CHANGE,
            "clients_site": CHANGE,
            "clients_timelineentry": CHANGE,
        },
        unaudited={"clients_searchentry": "derived from audited tables"},
        derived_tables=("clients_searchentry",),
        derived_columns=(
            "clients_company.sector_of_id",
            "clients_company.data_quality_score",
            "clients_company.next_due_on",
            "clients_company.name_key",
        ),
    ),
    jobs={"clients.locate": run_locating_job},
    commands=(
        OfflineCommand(
            "company",
            _("entreprise"),
            command_action(write_company, "company_id", "author_id", "seen"),
            company_edition,
            read_company,
            show_company,
            "clients:company",
            merges=True,
        ),
        OfflineCommand(
            "contact",
            _("contact"),
            command_action(write_contact, "contact_id", "seen"),
            contact_edition,
            read_contact,
            show_contact,
            merges=True,
            chooser=RecordChooser("company", _("Entreprise"), choose_company),
        ),
        OfflineCommand(
            "confirmation",
            _("donnée confirmée"),
            command_action(confirm_data, ""),
            no_record,
            no_record,
            show_confirmation,
        ),
    ),
    snapshot=SnapshotContribution(portfolio=portfolio_ids, index=snapshot_index, records=(("", snapshot_companies),)),
    importers=(CompanyImporter(),),
    personal_data=PERSONAL_DATA,
    activities=ACTIVITIES,
)
