"""Product configuration: constraints, explanations, formulas, units. Pure Python, no Django."""
