"""The authority of names and event types: data tables and their loader.

``Lexicon`` answers: which entity does this name mean, which names and which country does this entity have, who
held an office on a day. Tables are read once, on first use, through ``Resources.lexicon``.
"""

from pipeline.lexicon.authority import Lexicon
from pipeline.lexicon.records import Alias, Entry

__all__ = ["Alias", "Entry", "Lexicon"]
