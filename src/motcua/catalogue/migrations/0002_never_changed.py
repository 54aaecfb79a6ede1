"""Rows are written once; triggers refuse every change but the end of a setting."""

from django.db import migrations

FREEZE = """
CREATE TRIGGER procedure_version_is_never_changed BEFORE UPDATE OR DELETE ON catalogue_procedureversion
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER general_parts_are_never_changed BEFORE UPDATE OR DELETE ON catalogue_generalparts
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();

CREATE FUNCTION catalogue_refuse_change_of_setting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.valid_until IS NULL
        AND to_jsonb(OLD) - '{valid_until,ended_at,ended_by}'::text[]
          = to_jsonb(NEW) - '{valid_until,ended_at,ended_by}'::text[]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a setting is never changed: end it and set another';
END $$;
CREATE TRIGGER setting_is_never_changed BEFORE UPDATE OR DELETE ON catalogue_setting
FOR EACH ROW EXECUTE FUNCTION catalogue_refuse_change_of_setting();
"""
THAW = """
DROP TRIGGER general_parts_are_never_changed ON catalogue_generalparts;
DROP TRIGGER setting_is_never_changed ON catalogue_setting;
DROP FUNCTION catalogue_refuse_change_of_setting();
DROP TRIGGER procedure_version_is_never_changed ON catalogue_procedureversion;
"""


class Migration(migrations.Migration):
    """Immutable by the database, not by good will."""

    dependencies = [("catalogue", "0001_initial"), ("audit", "0002_append_only")]
    operations = [migrations.RunSQL(FREEZE, THAW)]
