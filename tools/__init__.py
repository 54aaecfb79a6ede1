"""Rules of the house that no library has."""
