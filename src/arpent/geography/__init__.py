"""Communes, contours, geocoders, distance and travel-time providers."""
