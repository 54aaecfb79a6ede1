"""The status of a dossier changes only together with its version: with an event, that is."""

from django.db import migrations

MOVES = """
CREATE TRIGGER dossier_moves_by_events BEFORE UPDATE OF status ON dossiers_dossier
FOR EACH ROW WHEN (NEW.status <> OLD.status AND NEW.version <> OLD.version + 1)
EXECUTE FUNCTION audit_refuse_change();
"""
UNDO = "DROP TRIGGER dossier_moves_by_events ON dossiers_dossier;"


class Migration(migrations.Migration):
    """No back door for a status, by the database."""

    dependencies = [("dossiers", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(MOVES, UNDO)]
