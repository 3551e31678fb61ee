"""Who keeps the catalogue, and a small one."""

from arpent.catalogue.testing import make_catalogue
from tests.shared_rows import shared_rows


@shared_rows
def keeper(cast):
    return cast.direction


@shared_rows
def shop(keeper):
    return make_catalogue(keeper)
