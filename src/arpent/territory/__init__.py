"""The sector: its zone, its potential, targeting of prospects."""
