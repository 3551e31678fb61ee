"""Outside services, each behind one small face, each tested against recorded answers."""
