"""The one way to write an event, and triggers that refuse every other."""

from django.db import migrations

APPEND = """
CREATE FUNCTION audit_append(
    a_stream text, a_kind text, a_at timestamptz, a_actor text, a_payload jsonb, a_content bytea
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    head audit_stream;
BEGIN
    INSERT INTO audit_stream (name, seq, chain_sha256, anchored_seq)
    VALUES (a_stream, 0, decode(repeat('00', 32), 'hex'), 0)
    ON CONFLICT (name) DO NOTHING;

    -- Takes the row lock of the stream; same hash as motcua.audit.chain.link_sha256.
    UPDATE audit_stream
    SET seq = seq + 1, chain_sha256 = sha256(chain_sha256 || int8send(seq + 1) || a_content)
    WHERE name = a_stream
    RETURNING * INTO head;

    INSERT INTO audit_event (stream, seq, kind, at, actor, payload, content_sha256, chain_sha256)
    VALUES (a_stream, head.seq, a_kind, a_at, a_actor, a_payload, a_content, head.chain_sha256);
    RETURN head.seq;
END;
$$;

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME;
END;
$$;

CREATE TRIGGER audit_event_is_append_only BEFORE UPDATE OR DELETE ON audit_event
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_checkpoint_is_append_only BEFORE UPDATE OR DELETE ON audit_checkpoint
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_stream_is_never_deleted BEFORE DELETE ON audit_stream
FOR EACH ROW EXECUTE FUNCTION audit_refuse_change();
"""

UNDO = """
DROP TRIGGER audit_event_is_append_only ON audit_event;
DROP TRIGGER audit_checkpoint_is_append_only ON audit_checkpoint;
DROP TRIGGER audit_stream_is_never_deleted ON audit_stream;
DROP FUNCTION audit_refuse_change();
DROP FUNCTION audit_append(text, text, timestamptz, text, jsonb, bytea);
"""


class Migration(migrations.Migration):
    """Append-only by the database, not by good will."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunSQL(APPEND, UNDO)]
