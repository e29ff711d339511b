"""A reader's merges, splits, names and kinds of actors, as the grouping of mentions takes them."""
