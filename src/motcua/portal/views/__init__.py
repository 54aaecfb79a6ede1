"""Pages for citizens: find, file, follow, check."""
