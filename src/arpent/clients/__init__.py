"""Companies, sites, contacts, opening hours, import, data quality."""
