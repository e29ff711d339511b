"""From text to sentences, tagged tokens and clauses, with parameters of our own: nothing is downloaded."""
