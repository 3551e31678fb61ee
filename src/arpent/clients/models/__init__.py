from .company import Closing, Company, CompanyTag, Contact, OpeningWindow, Site
from .importing import ImportFile, ImportRow
from .search import SearchEntry
from .timeline import TimelineEntry
from .views import SavedView

__all__ = [
    "Closing",
    "Company",
    "CompanyTag",
    "Contact",
    "ImportFile",
    "ImportRow",
    "OpeningWindow",
    "SavedView",
    "SearchEntry",
    "Site",
    "TimelineEntry",
]
