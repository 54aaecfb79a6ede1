"""Tables in files: read as the person who opens them sees them, written byte for byte alike."""
