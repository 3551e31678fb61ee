"""Import of products."""
