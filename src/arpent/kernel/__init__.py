"""Pure building blocks shared by every domain. No Django here."""
