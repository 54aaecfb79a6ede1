"""Console commands by module. They import models only when called: Django is set up first."""
