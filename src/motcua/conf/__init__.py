"""Composition root: settings per site, urls, console, worker and the supervisor of the demo."""
