"""Two people's worlds of records, and what every form of every page sends, gathered once."""

from arpent.people.testing import ReadingClient
from tests.shared_rows import shared_rows

from .submissions import found_submissions
from .submitted_forms import all_submissions, more_ids
from .world import make_firm, make_world


def signed_in(person):
    client = ReadingClient()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@shared_rows
def worlds(cast):
    """The stranger's world and the owner's."""
    firm = make_firm(cast.direction)
    theirs = make_world(cast.owner, cast.direction, firm, "Canari")
    mine = make_world(cast.stranger, cast.direction, firm, "Mien")
    return mine, theirs


@shared_rows
def submissions(cast, worlds):
    """What the forms and scripts of the stranger's pages send."""
    mine, _theirs = worlds
    return all_submissions(mine, more_ids(mine, cast.direction), signed_in(cast.stranger))


@shared_rows
def administrators_submissions(cast, worlds, submissions):
    """What the forms of the same records send when an administrator opens their pages."""
    return list(found_submissions(signed_in(cast.administrator), worlds[0], {}))
