"""Pure optimisation of weeks of visits: problem in, plan out. No Django here."""
