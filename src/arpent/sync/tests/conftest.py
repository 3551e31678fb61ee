"""What the tests of submissions share: the text of a report as stored."""

from arpent.clients.testing import make_company
from arpent.sync.testing import Phone
from tests.shared_rows import shared_rows


@shared_rows
def company(cast):
    return make_company(cast.owner)


@shared_rows
def phone(cast):
    return Phone(cast.owner)
