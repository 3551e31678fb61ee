"""The commercial file: companies, sites, contacts, opening hours, import, reliability."""
