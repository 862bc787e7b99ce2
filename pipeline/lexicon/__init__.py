"""The authority of names and event types: data tables and their loader."""
