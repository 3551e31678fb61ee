"""What other domains may use of sample_domain."""

from .permissions import SampleDomainPermission

__all__ = ["SampleDomainPermission"]
