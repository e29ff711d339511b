"""What is claimed: clauses with claimant, kind, certainty, polarity and orientation."""
