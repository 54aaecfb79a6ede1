"""Pages of the catalogue: for controllers, and of old versions for everybody."""
