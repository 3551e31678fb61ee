"""The offline gateway: submissions of phones, conflicts, and the offline snapshot. It knows no domain by name."""
