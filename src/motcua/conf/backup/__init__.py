"""`motcua backup` and `motcua restore`: database, files and keys, each apart, proven to be whole.

A folder takes any number of backups of one site. Files lie there once under their SHA-256, however
many backups name them; each backup has a folder of its own with the dump, the list of its files,
the exported checkpoints of the audit log, and a manifest of what a restored site must be equal to.
"""
