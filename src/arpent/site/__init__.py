"""Composition root: settings, urls, wiring of events, navigation, base templates."""
