"""What is measured: `make bench` prints one table each. Never asserted in a timed test."""
