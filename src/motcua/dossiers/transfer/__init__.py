"""Dossiers as rows of text, as they come from other one-stops and go out to them."""
