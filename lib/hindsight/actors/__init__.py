"""Who acts: mentions of persons, states, organisations and groups, resolved to actors."""
