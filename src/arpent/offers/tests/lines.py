"""What the tests of lines share: the lines of an offer as stored, their calculation, and edits as a grid sends them."""

from arpent.offers.actions.lines import save_lines
from arpent.offers.queries.calculation import calculate_quote
from arpent.offers.queries.versions import get_version, list_lines
from arpent.offers.rules.edits import read_edit
from arpent.people.testing import NOON


def lines_of(cast, offer):
    return list_lines(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner)


def figures(cast, offer):
    return calculate_quote(version=get_version(offer_id=offer.pk, by=cast.owner), by=cast.owner, day=NOON.date())


def save(by, offer, *edits):
    return save_lines(by=by, at=NOON, offer_id=offer.pk, edits=[read_edit(e) for e in edits])
