"""Campaigns against a whole installation: killed, locked, restarted, without disk room, fed with hostile bodies."""
