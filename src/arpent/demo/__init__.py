"""The demonstration: a fictional firm built through the domains' public interfaces."""
