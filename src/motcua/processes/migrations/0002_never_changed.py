"""Rows are written once; a trigger refuses every change."""

from django.db import migrations

FREEZE = """
CREATE TRIGGER process_version_is_never_changed BEFORE UPDATE OR DELETE ON processes_processversion
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER decision_version_is_never_changed
BEFORE UPDATE OR DELETE ON processes_decisionversion
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
THAW = """
DROP TRIGGER process_version_is_never_changed ON processes_processversion;
DROP TRIGGER decision_version_is_never_changed ON processes_decisionversion;
"""


class Migration(migrations.Migration):
    """Immutable by the database, not by good will."""

    dependencies = [("processes", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
