"""Dated legal and economic figures: value, valid from, valid to, source."""
