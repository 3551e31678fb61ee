"""Models of sync."""

from .device import Device, DeviceState
from .policy import Epoch, SnapshotPolicy
from .submission import Submission, SubmissionVersion

__all__ = ["Device", "DeviceState", "Epoch", "SnapshotPolicy", "Submission", "SubmissionVersion"]
