"""Pages of sample_domain."""
