"""What stands on the paper of an offer, part by part, as plain texts in the offer’s language."""
