"""Limits of the policy of the offline snapshot."""

# Field of the policy to its lowest and highest value.
LIMITS = {"max_companies": (50, 2000), "days_ahead": (1, 31), "expiry_days": (1, 7)}
