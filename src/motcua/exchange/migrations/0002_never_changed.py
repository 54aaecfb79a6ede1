"""What registers were asked is written once."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION exchange_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'questions to registers are never changed or deleted';
END;
$$;

CREATE TRIGGER exchange_inquiry_never_changes BEFORE UPDATE OR DELETE ON exchange_inquiry
FOR EACH ROW EXECUTE FUNCTION exchange_refuse_change();

CREATE TRIGGER exchange_inquiryanswer_never_changes
BEFORE UPDATE OR DELETE ON exchange_inquiryanswer
FOR EACH ROW EXECUTE FUNCTION exchange_refuse_change();
"""

UNDO = """
DROP TRIGGER exchange_inquiryanswer_never_changes ON exchange_inquiryanswer;
DROP TRIGGER exchange_inquiry_never_changes ON exchange_inquiry;
DROP FUNCTION exchange_refuse_change();
"""


class Migration(migrations.Migration):
    """A citizen must be able to rely on reading everything that was asked about her."""

    dependencies = [("exchange", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, UNDO)]
