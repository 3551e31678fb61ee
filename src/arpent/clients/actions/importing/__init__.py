"""Import of companies."""
