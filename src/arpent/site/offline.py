"""What phones write and take along: the one table of offline commands and of the board's parts, beside
``wiring.py``.
"""

from functools import partial
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from arpent.agenda.public import list_upcoming_companies, shift_day, show_shift, snapshot_tour
from arpent.clients.public import (
    choose_company,
    company_edition,
    confirm_data,
    contact_edition,
    portfolio_ids,
    read_company,
    read_contact,
    show_company,
    show_confirmation,
    show_contact,
    snapshot_index,
    snapshot_sheets,
    write_company,
    write_contact,
)
from arpent.deals.public import (
    need_edition,
    read_need_body,
    request_quote,
    show_need,
    show_request,
    snapshot_deals,
    snapshot_guides,
    write_need,
)
from arpent.offers.public import offer_edition, show_quote, snapshot_prices, snapshot_quotes, write_quick_quote
from arpent.people.public import User
from arpent.sync.public import Chooser, Command, SnapshotParts, register_command, register_snapshot
from arpent.visits.public import (
    attach_file,
    editions,
    read_body,
    save_reply,
    save_visit,
    show_file,
    show_reply,
    show_report,
    snapshot_forms,
    snapshot_visits,
)


def _named(action: Any, name: str, *given: str) -> Any:
    """Return an action under the gateway's names: its record's id has a name of its own, and it takes what is
    ``given``.
    """

    def apply(*, record_id: UUID, **told: Any) -> None:
        values = {k: told[k] for k in ("by", "at", "body", *given)}
        action(**({name: record_id} if name else {}), **values)

    return apply


def _never(*, record_id: UUID, by: User) -> None:
    """Return that there is no record to find again: what was told is an act, not a thing."""
    return None


_COMPANY = Chooser("company", _("Entreprise"), choose_company)
_COMPANY_OF_FILE = Chooser("company", _("Entreprise"), choose_company, clears=("visit",))

COMMANDS = (
    Command(
        "visit",
        _("compte rendu"),
        _named(save_visit, "visit_id", "author_id"),
        partial(editions, "visit"),
        partial(read_body, "visit"),
        show_report,
        "visits:visit",
        chooser=_COMPANY,
    ),
    Command(
        "survey",
        _("réponse à une enquête"),
        _named(save_reply, "reply_id", "author_id"),
        partial(editions, "survey"),
        partial(read_body, "survey"),
        show_reply,
        chooser=_COMPANY,
    ),
    Command(
        "file",
        _("photo, croquis ou son"),
        _named(attach_file, "file_id", "author_id", "path", "sha256"),
        partial(editions, "file"),
        partial(read_body, "file"),
        show_file,
        takes_file=True,
        chooser=_COMPANY_OF_FILE,
    ),
    Command(
        "company",
        _("entreprise"),
        _named(write_company, "company_id", "author_id", "seen"),
        company_edition,
        read_company,
        show_company,
        "clients:company",
        merges=True,
    ),
    Command(
        "contact",
        _("contact"),
        _named(write_contact, "contact_id", "seen"),
        contact_edition,
        read_contact,
        show_contact,
        merges=True,
        chooser=_COMPANY,
    ),
    Command("confirmation", _("donnée confirmée"), _named(confirm_data, ""), _never, _never, show_confirmation),
    Command(
        "need",
        _("besoin"),
        _named(write_need, "need_id", "author_id"),
        need_edition,
        read_need_body,
        show_need,
        "deals:need",
    ),
    Command("request", _("demande de devis"), _named(request_quote, "", "author_id"), _never, _never, show_request),
    Command(
        "quote",
        _("devis rapide"),
        _named(write_quick_quote, "offer_id", "author_id"),
        offer_edition,
        _never,
        show_quote,
        "offers:offer",
    ),
    Command(
        "shift",
        _("journée décalée"),
        _named(shift_day, ""),
        _never,
        _never,
        show_shift,
        agreed=frozenset({"starts_at"}),
    ),
)

SNAPSHOT = SnapshotParts(
    tour=snapshot_tour,
    upcoming_companies=list_upcoming_companies,
    portfolio=portfolio_ids,
    index=snapshot_index,
    sheets=(("", snapshot_sheets), ("visits", snapshot_visits), ("deals", snapshot_deals), ("offers", snapshot_quotes)),
    extras=(("forms", snapshot_forms), ("guides", snapshot_guides)),
    prices=snapshot_prices,
)


def register_all() -> None:
    """Hand the gateway its commands and its board."""
    for command in COMMANDS:
        register_command(command)
    register_snapshot(SNAPSHOT)
