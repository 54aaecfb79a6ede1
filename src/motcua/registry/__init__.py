"""Dossiers of all agencies as synced to the nation: look-up and facts."""
