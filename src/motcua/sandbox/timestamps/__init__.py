"""A time-stamping authority: dates what is signed, by its own clock and key.

Modelled on RFC 3161; its certificates mean nothing outside the demo.
"""
