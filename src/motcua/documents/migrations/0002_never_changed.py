"""What was issued, and what was checked, is never changed; triggers refuse it.

A record of the vault that was checked or signed still ends, once.
"""

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
KEEP = """
CREATE TRIGGER vault_record_is_never_lost BEFORE DELETE ON documents_vaultrecord
FOR EACH ROW WHEN (OLD.quality IN ('checked', 'signed')) EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER vault_record_is_never_changed BEFORE UPDATE ON documents_vaultrecord
FOR EACH ROW WHEN (OLD.quality IN ('checked', 'signed') AND (OLD.ended_at IS NOT NULL
OR to_jsonb(OLD) - '{ended_at,ending,successor_id}'::text[]
IS DISTINCT FROM to_jsonb(NEW) - '{ended_at,ending,successor_id}'::text[]))
EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER vault_step_is_never_changed BEFORE UPDATE OR DELETE ON documents_vaultstep
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""
LOSE = """
DROP TRIGGER vault_step_is_never_changed ON documents_vaultstep;
DROP TRIGGER vault_record_is_never_changed ON documents_vaultrecord;
DROP TRIGGER vault_record_is_never_lost ON documents_vaultrecord;
"""


class Migration(migrations.Migration):
    """Immutable by the database, not by good will."""

    dependencies = [("documents", "0001_initial"), ("audit", "0002_append_only")]
    operations = [
        migrations.RunSQL(FREEZE, THAW),
        migrations.RunSQL(FREEZE_END, THAW_END),
        migrations.RunSQL(KEEP, LOSE),
    ]
