"""Look and feel of all sites: templates, components, charts, the map, and how they are built."""
