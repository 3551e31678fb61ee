"""Extensions of the database shared by all domains: folded text search, lengths of texts."""
