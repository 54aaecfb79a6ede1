"""Rows are written once; a trigger refuses every change."""

from django.db import migrations

FREEZE = """
CREATE TRIGGER paper_is_never_changed BEFORE UPDATE OR DELETE ON documents_officialpaper
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
THAW = "DROP TRIGGER paper_is_never_changed ON documents_officialpaper;"


class Migration(migrations.Migration):
    """Immutable by the database, not by good will."""

    dependencies = [("documents", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
