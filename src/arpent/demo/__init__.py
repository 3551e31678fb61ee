"""`load_demo`: builds a credible, fictional firm through the domains' public faces."""
