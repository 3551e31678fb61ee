"""Benchmarks: `make bench` prints a table each. Nothing is asserted on time."""
