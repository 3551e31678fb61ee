"""The tables of the commercial file."""

from .company import Closing, Company, CompanyTag, Contact, OpeningWindow, Site
from .search import SearchEntry
from .timeline import TimelineEntry
from .views import SavedView

__all__ = [
    "Closing",
    "Company",
    "CompanyTag",
    "Contact",
    "OpeningWindow",
    "SavedView",
    "SearchEntry",
    "Site",
    "TimelineEntry",
]
