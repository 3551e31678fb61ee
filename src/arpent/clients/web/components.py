"""What the pages of other domains may use of the pages of clients (docs/adr/0038)."""

from .company_picker import CompanyPickerField

__all__ = ["CompanyPickerField"]
