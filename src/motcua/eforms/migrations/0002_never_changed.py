"""Versions of forms are written once."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION eforms_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions of forms are never changed or deleted';
END;
$$;

CREATE TRIGGER eforms_formversion_never_changes BEFORE UPDATE OR DELETE ON eforms_formversion
FOR EACH ROW EXECUTE FUNCTION eforms_refuse_change();
"""

UNDO = """
DROP TRIGGER eforms_formversion_never_changes ON eforms_formversion;
DROP FUNCTION eforms_refuse_change();
"""


class Migration(migrations.Migration):
    """Drafts and dossiers point at versions for good: the database holds them still."""

    dependencies = [("eforms", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]
