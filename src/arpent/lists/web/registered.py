"""The list that a form names."""

from django.http import Http404

from .definition import ListDefinition, find_list


def get_list(code: str) -> ListDefinition:
    """Return the list of a code. Raise Http404 for an unknown one."""
    definition = find_list(code)
    if definition is None:
        raise Http404
    return definition
