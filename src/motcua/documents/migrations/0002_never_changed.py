"""A paper that has its file is never changed, nor how it ended; triggers refuse it."""

from django.db import migrations

FREEZE = """
CREATE TRIGGER paper_is_never_changed BEFORE UPDATE OR DELETE ON documents_officialpaper
FOR EACH ROW WHEN (OLD.file_id IS NOT NULL) EXECUTE FUNCTION audit_refuse_change();
"""
FREEZE_END = """
CREATE TRIGGER paper_end_is_never_changed BEFORE UPDATE OR DELETE ON documents_paperend
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
THAW = "DROP TRIGGER paper_is_never_changed ON documents_officialpaper;"
THAW_END = "DROP TRIGGER paper_end_is_never_changed ON documents_paperend;"


class Migration(migrations.Migration):
    """Immutable by the database, not by good will."""

    dependencies = [("documents", "0001_initial"), ("audit", "0002_append_only")]
    operations = [
        migrations.RunSQL(FREEZE, THAW),
        migrations.RunSQL(FREEZE_END, THAW_END),
    ]
