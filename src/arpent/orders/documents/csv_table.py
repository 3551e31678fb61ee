"""CSV table of the accepted order for an ERP."""

from decimal import Decimal
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from arpent.people.public import User
from arpent.web.csv_export import csv_row

from ..queries.accepted_version import accepted_version
from ..rules.unit_codes import ONE
from .order import build_order


def order_csv(*, offer_id: UUID, by: User) -> tuple[str, str]:
    """Return (file name without extension, CSV text) of the accepted order, in the format of spreadsheets of the
    active language.

    One row per line, then one per discount on the total (negative) and per carriage charge; amounts excl. VAT in the
    order's currency, rates in percent. In French: semicolons, decimal commas. No cell can be read as a formula. Raise
    DomainError as ``accepted_version`` and ``build_order``.
    """
    version, signature = accepted_version(offer_id=offer_id, by=by)
    order = build_order(version=version, signature=signature, by=by)
    french = (get_language() or "fr").startswith("fr")
    table: list[list[object]] = [
        [
            _("Commande"),
            _("Date"),
            _("Client"),
            _("SIREN"),
            _("Pays"),
            _("Ligne"),
            _("Référence"),
            _("Désignation"),
            _("Quantité"),
            _("Unité"),
            _("Code d’unité (UN/ECE)"),
            _("Prix net HT"),
            _("Prix pour"),
            _("Montant net HT"),
            _("Catégorie de TVA"),
            _("Taux de TVA (%)"),
            _("Monnaie"),
        ]
    ]
    day = order.issued.strftime("%d/%m/%Y") if french else order.issued.isoformat()
    head = [order.number, day, order.buyer.name, order.buyer.siren, order.buyer.country]
    rows: list[list[object]] = [
        [
            x.line_id,
            x.seller_id,
            x.name,
            x.quantity,
            x.unit_text,
            x.unit,
            x.net_price,
            x.basis,
            x.total,
            x.category,
            x.rate,
        ]
        for x in order.lines
    ]
    extra = [(_("remise"), a, -a.amount) for a in order.allowances] + [(_("port"), c, c.amount) for c in order.charges]
    for kind, adjustment, amount in extra:
        rows.append(
            [
                kind,
                "",
                adjustment.reason,
                Decimal(1),
                "",
                ONE,
                amount,
                Decimal(1),
                amount,
                adjustment.category,
                adjustment.rate,
            ]
        )
    for row in rows:
        cells = [" ".join(c.split()) if isinstance(c, str) else c for c in (*head, *row, order.currency)]
        table.append(cells)
    text = "".join(csv_row(row, delimiter=";" if french else ",", decimal_comma=french) for row in table)
    return f"commande-{version.label}".replace(" ", "-"), text
