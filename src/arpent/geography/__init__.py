"""Communes and their contours, geocoders, distances and travel times."""
