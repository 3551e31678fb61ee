"""Manifest of the catalogue: families, products, prices, documents."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.manifest import Domain, HistoryLabels, NavigationEntry, PermissionSpec, UndoSpec
from arpent.people.public import visible_names

from . import messages
from .actions.importing.importer import ProductImporter
from .models import Family, PriceList
from .permissions import CataloguePermission
from .personal_data import PERSONAL_DATA

CHANGE, SEE = CataloguePermission.CHANGE_CATALOGUE, CataloguePermission.SEE_CATALOGUE

DOMAIN = Domain(
    name="catalogue",
    url_prefix="catalogue/",
    navigation=(NavigationEntry(70, _("Catalogue"), "catalogue:home", "stack-2", "g p", ("/catalogue",)),),
    permissions=(
        PermissionSpec(
            SEE,
            messages.PERMISSIONS["see_catalogue"],
            {"negotiator": "all", "assistant": "all", "manager": "all", "direction": "all"},
        ),
        PermissionSpec(CHANGE, messages.PERMISSIONS["change_catalogue"], {"manager": "all", "direction": "all"}),
    ),
    errors=messages.MESSAGES,
    history=HistoryLabels(
        messages.KINDS,
        record_names={
            "catalogue_family": visible_names(Family),
            "catalogue_pricelist": visible_names(PriceList),
        },
    ),
    undo=UndoSpec(
        permissions={
            "catalogue_characteristic": CHANGE,
            "catalogue_compatibilityrule": CHANGE,
            "catalogue_document": CHANGE,
            "catalogue_documentversion": CHANGE,
            "catalogue_family": CHANGE,
            "catalogue_guidequestion": CHANGE,
            "catalogue_improvement": SEE,
            "catalogue_improvementcomment": SEE,
            "catalogue_price": CHANGE,
            "catalogue_pricelist": CHANGE,
            "catalogue_priceperiod": CHANGE,
            "catalogue_product": CHANGE,
            "catalogue_productlink": CHANGE,
            "catalogue_component": CHANGE,
        },
        unaudited={"catalogue_revision": "the mark of the catalogue's state, replaced by triggers at each write"},
    ),
    importers=(ProductImporter(),),
    personal_data=PERSONAL_DATA,
)
