"""Visits: their reports, survey replies, and the files and samples that belong to them."""
