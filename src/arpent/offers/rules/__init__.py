"""Pure rules of offers: life cycle, edits, comparison, fingerprints, problems."""
