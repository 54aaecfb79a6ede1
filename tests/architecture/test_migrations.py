"""Tables and models say the same."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_model_changed_without_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_no_migration_is_missing_in_the_database():
    call_command("migrate", check_unapplied=True, verbosity=0)
