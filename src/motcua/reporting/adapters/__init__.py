"""Files in and out: declared figures are read here, the appendix is written here."""
