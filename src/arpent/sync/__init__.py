"""The offline gateway: what phones send and what they take along. It knows no domain by name."""
