"""Một Cửa: administrative procedures fully online, and proof that they are."""
