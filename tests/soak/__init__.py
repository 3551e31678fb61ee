"""The campaign that pulls the plug: `make soak`, and a short one in the journeys."""
