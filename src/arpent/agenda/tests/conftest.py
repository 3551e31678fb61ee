"""A negotiator in Lyon with eight customers who are due."""

from arpent.agenda.actions.calendar import set_pattern
from arpent.agenda.tests.weeks import TOWNS
from arpent.clients.testing import make_company
from arpent.people.testing import NOON
from tests.shared_rows import shared_rows


@shared_rows
def ready(cast):
    set_pattern(person_id=cast.owner.pk, by=cast.owner, at=NOON, values={"start_label": "69003 Lyon", "end_label": ""})
    for i, (postcode, city) in enumerate(TOWNS):
        make_company(
            cast.owner,
            f"Client {city}",
            call_interval=30,
            potential=5000 + 1000 * i,
            site_postcode=postcode,
            site_city=city,
        )
    return cast
