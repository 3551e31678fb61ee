"""Models of visits."""

from .attachment import Attachment
from .form import ReportForm, Section
from .survey import SurveyReply
from .visit import LeftItem, Visit

__all__ = ["Attachment", "LeftItem", "ReportForm", "Section", "SurveyReply", "Visit"]
