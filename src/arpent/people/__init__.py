"""Organisation, users, teams, roles; who may see and do what; operations, audit trail, long work."""
