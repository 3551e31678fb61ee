"""The one import wizard: receive, map, check, run, resume. Each kind of file brings its own part (see kinds.py)."""

from .companies import CompanyFile
from .kinds import register_import_kind

register_import_kind(CompanyFile())
