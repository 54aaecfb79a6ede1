"""Rows are written once; a trigger refuses every change."""

from django.db import migrations

FREEZE = """
CREATE TRIGGER procedure_version_is_never_changed BEFORE UPDATE OR DELETE ON catalogue_procedureversion
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
THAW = "DROP TRIGGER procedure_version_is_never_changed ON catalogue_procedureversion;"


class Migration(migrations.Migration):
    """Immutable by the database, not by good will."""

    dependencies = [("catalogue", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
