"""Commands on quotes: create, change lines and conditions, convert currency, delete."""
