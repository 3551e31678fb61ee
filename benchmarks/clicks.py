"""Measure a click in the configurator on a large catalogue: CPU time to find the configuration, and to explain.

"Before" is what each click did: read every product of the family and hash the model to find its encoding.
"""

import os
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
django.setup()

from django.core.management import call_command  # noqa: E402

from arpent.catalogue.models import CompatibilityRule, Product  # noqa: E402
from arpent.catalogue.public import open_configuration  # noqa: E402
from arpent.catalogue.queries.families import family_model  # noqa: E402
from arpent.catalogue.testing import make_catalogue  # noqa: E402
from arpent.catalogue.web.configurator_page import explain, show_configuration  # noqa: E402
from arpent.configurator.configuration import Configuration  # noqa: E402

from .tables import print_table  # noqa: E402

PRODUCTS, RULES = 5_000, 20


def main() -> None:
    """Print the CPU time of clicks and explanations in ms."""
    call_command("migrate", verbosity=0)
    shop = make_catalogue()
    by, family_id = shop["by"], shop["family_id"]
    Product.objects.bulk_create(
        Product(
            family_id=shop["motors"],
            reference=f"B{i:05d}",
            name=f"Moteur {i}",
            values={"puissance": str(1 + i % 40), "ip": str((54, 55, 65)[i % 3])},
        )
        for i in range(PRODUCTS)
    )
    CompatibilityRule.objects.bulk_create(
        CompatibilityRule(
            family_id=family_id, name=f"Règle {i}", formula=f"moteur.puissance >= {i / 10} * pompe.puissance"
        )
        for i in range(RULES)
    )
    model = family_model(family_id=family_id, by=by)
    opening = _measure(lambda: open_configuration(family_id=family_id, by=by), 1)
    made = open_configuration(family_id=family_id, by=by)
    choices = {"pompe": "P50"}
    table = [
        ("first click after a write: read, encode_family, encode", opening),
        ("each click, before: read the products, hash the model", _measure(lambda: _read(family_id, by), 10)),
        (
            "each click, now: find the configuration",
            _measure(lambda: open_configuration(family_id=family_id, by=by), 50),
        ),
        ("the page of a click, both", _measure(lambda: show_configuration(made, choices), 10)),
        (
            "one encoding; before, an explanation took one a rule tried",
            _measure(lambda: Configuration(model, ()).close(), 3),
        ),
        ("an explanation, now, the first", _measure(lambda: explain(made, choices, "moteur", "M3"), 1)),
        ("an explanation, now, the next", _measure(lambda: explain(made, choices, "moteur", "M3"), 10)),
    ]
    print_table(f"Clicks: {PRODUCTS:,} products, {RULES + 2} rules", ["what", "ms of processor"], table)


def _read(family_id: Any, by: Any) -> int:
    return hash(family_model(family_id=family_id, by=by))


def _measure(act: Callable[[], Any], times: int) -> str:
    cpu = time.process_time()
    for _ in range(times):
        act()
    return f"{(time.process_time() - cpu) * 1000 / times:.1f}"


if __name__ == "__main__":
    main()
