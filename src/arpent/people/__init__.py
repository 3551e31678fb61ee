"""Organisation, users, teams, roles and permissions."""
