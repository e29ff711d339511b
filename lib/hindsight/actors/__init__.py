"""Who acts: mentions of persons, states, organisations and groups, resolved to actors."""

from hindsight.actors.decisions import ActorDecisions, Split
from hindsight.actors.finding import find_mentions
from hindsight.actors.grouping import group_actors
from hindsight.actors.mention import Actor, Mention

__all__ = ["Actor", "ActorDecisions", "Mention", "Split", "find_mentions", "group_actors"]
