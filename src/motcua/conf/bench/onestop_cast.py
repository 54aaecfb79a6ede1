"""Who works with what in `motcua bench onestop`: officers signed in, dossiers lived and made up."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test import Client
from django.utils import timezone

from motcua.agencies import queries as agencies
from motcua.catalogue import queries as catalogue
from motcua.catalogue.models import ProcedureVersion, Service
from motcua.conf.bench import cast
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Dossier
from motcua.identity import actions as identity
from motcua.identity import queries as identities
from motcua.identity.models import Person, StaffAccount
from motcua.privacy import sealing

ANSWERS = {
    "loai_viec": "khai_sinh",
    "da_dang_ky_tai": "Ủy ban nhân dân phường An Mỹ",
    "so_ban_sao": 2,
    "cam_doan": True,
}
PERSONS = 100_000
SHARE = 5
"""One in so many of the made-up dossiers is the agency's whose officers look; the others lie at
other agencies of the site."""


@dataclass(frozen=True, slots=True)
class Lived:
    """A dossier that went the whole way, with its applicant's numbers."""

    id: UUID
    code: str
    personal_id: str
    phone: str


def signed_in(email: str) -> Client:
    """Return a browser in which a member of the demo's staff is signed in with both factors."""
    client = Client(SERVER_NAME="127.0.0.1")
    account = StaffAccount.objects.get(email=email)
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    # As allauth writes them when the second factor was shown.
    session["account_authentication_methods"] = [{"method": "password"}, {"method": "mfa"}]
    session["account_authentication_methods_user"] = str(account.pk)
    session.save()
    return client


def live(count: int) -> list[Lived]:
    """Let so many applicants submit, and a clerk receive what they did."""
    now = timezone.now()
    cast.offer_ten_fields(at=now)
    offer = catalogue.offer(cast.TEN_FIELDS, cast.AGENCY, on=agencies.legal_today())
    clerk = StaffAccount.objects.get(email="motcua@anmy.vidu.example")
    viewer = identities.viewer_of(clerk, on=agencies.legal_today())
    return [_live(number, offer, viewer) for number in range(count)]


def _live(number: int, offer: catalogue.Offer, viewer: identities.Viewer) -> Lived:
    now, personal_id, phone = timezone.now(), f"0491910{number:05d}", f"09130{number:05d}"
    met = identity.sign_in_person(
        claims={
            "sub": f"lived-{number}",
            "acr": "LoA2",
            "HoVaTen": "Đỗ Lường Riêng" if number == 0 else f"Nguyễn Văn Thật {number}",
            "SoDinhDanh": personal_id,
            "NgayThangNamSinh": "18/10/1990",
            "ThuongTru": cast.IDENTITY["noi_cu_tru"],
            "SoDienThoai": phone,
            "ThuDienTu": f"lived{number}@vidu.example",
        },
        issuer="bench",
        at=now,
    )
    owner = identities.citizen(met.id)
    if owner is None:
        message = "a person who was just met may act"
        raise AssertionError(message)
    draft = actions.begin_draft(offer=offer, owner=owner, at=now)
    answers = {**queries.answers_of(draft), **ANSWERS}
    filled = queries.filled(draft).with_answers(answers, {})
    actions.save_answers(draft_id=draft.id, owner=owner, filled=filled, at=now)
    made = actions.submit(draft_id=draft.id, owner=owner, at=now)
    actions.note_payment(dossier_id=made.id, charge_id=uuid4(), by=owner.actor, at=now)
    actions.accept(dossier_id=made.id, viewer=viewer, at=now)
    return Lived(made.id, made.code, personal_id, phone)


def fill(count: int, *, like: Lived) -> None:
    """Make up so many dossiers, with owners, tasks, promises and events, in the server itself.

    Names of a hundred thousand people, one dossier in five at the agency whose officers look.
    """
    here = Dossier.objects.values_list("agency", flat=True).get(id=like.id)
    others = Service.objects.exclude(agency=here).values_list("agency", flat=True)
    asked: dict[str, Any] = {
        "like": str(like.id),
        "count": count,
        "persons": PERSONS,
        "share": SHARE,
        "others": sorted(set(others)),
        "versions": list(ProcedureVersion.objects.order_by("id").values_list("id", flat=True)),
        "officer": str(StaffAccount.objects.get(email="hotich@anmy.vidu.example").actor),
    }
    with connection.cursor() as cursor:
        # Copies of rows that passed every check: foreign keys are not asked a million times again.
        cursor.execute("SET session_replication_role = replica")
        for table, made in _MADE.items():
            cursor.execute(_statement(table, made), asked)
        _seal_particulars(cursor, like=like)
        cursor.execute("RESET session_replication_role")
        cursor.execute("VACUUM ANALYZE")


def _seal_particulars(cursor: CursorWrapper, *, like: Lived) -> None:
    """Give each made-up person particulars of her own: what is sealed unseals in one place."""
    owner = Person.objects.get(dossier__id=like.id)
    known = sealing.unseal(bytes(owner.details), place=identities.place_of(owner.id))
    cursor.execute("CREATE TEMPORARY TABLE particulars (id uuid PRIMARY KEY, details bytea)")
    with cursor.copy("COPY particulars FROM STDIN") as rows:
        for number in range(1, PERSONS + 1):
            one = UUID(f"00000000-0000-7000-8000-{number:012x}")
            own = {**known, "phone": f"0905{number:06d}"}
            rows.write_row((one, sealing.seal(own, place=identities.place_of(one))))
    cursor.execute(
        "UPDATE identity_person SET details = particulars.details FROM particulars"
        " WHERE particulars.id = identity_person.id"
    )


def sizes() -> str:
    """Return what the largest tables came to."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        return f"{Dossier.objects.count():,} in all, database {cursor.fetchone()[0]}"


def _statement(table: str, made: tuple[dict[str, str], str]) -> str:
    """Return a statement that writes copies of a row of a table, changed as said."""
    changed, source = made
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    kept = {"name_words", *(name for name, value in changed.items() if value == "DEFAULT")}
    columns = [one.name for one in found if one.name not in kept]
    values = [changed.get(one, f'model."{one}"') for one in columns]
    names = ", ".join(f'"{one}"' for one in columns)
    return f"INSERT INTO {table} ({names}) SELECT {', '.join(values)} {source}"


def _one_of(words: str, by: str) -> str:
    """Return an expression that picks one of some words by a number."""
    listed = ", ".join(f"'{word}'" for word in words.split(","))
    return f"(ARRAY[{listed}])[1 + ({by}) %% {len(words.split(','))}]"


_FAMILY = _one_of("nguyen,nguyen,nguyen,tran,le,pham,hoang,vo,dang,bui,do,ho", "hashint4(n) & 4095")
_MIDDLE = _one_of("van,thi,van,thi,quang,minh,ngoc,huu,thanh,xuan", "hashint4(n + 7) & 4095")
_GIVEN = _one_of(
    "an,binh,chau,dung,giang,ha,hai,hanh,hieu,hoa,hung,huong,khanh,lan,linh,long,mai,nam,nga,phuc,"
    "phuong,quan,son,tam,thao,thu,trang,tuan,vinh,yen",
    "hashint4(n + 13) & 4095",
)
_NAME = f"{_FAMILY} || ' ' || {_MIDDLE} || ' ' || {_GIVEN}"
_FROM_MODEL = """
    FROM dossiers_dossier model
    CROSS JOIN generate_series(1, %(count)s) n
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN n %% 165 = 0 THEN '1' WHEN n %% 132 = 0 THEN '5' WHEN n %% 99 = 0 THEN '2'
            WHEN n %% 33 = 0 THEN '4' WHEN n %% 41 = 0 THEN '3' WHEN n %% 53 = 0 THEN '7'
            WHEN n %% 37 = 0 THEN '9' ELSE '10' END AS status,
        now() - CASE
            WHEN n %% 33 = 0 THEN (hashint4(n) & 1048575) * interval '1 second'
            ELSE (hashint4(n) & 67108863) * interval '1.4 second' + interval '15 days'
            END AS submitted_at
    ) AS made
    CROSS JOIN LATERAL (
        SELECT CASE WHEN made.status NOT IN ('1', '3') THEN
            made.submitted_at + least((hashint4(n + 5) & 65535) * interval '1 second',
                                      now() - made.submitted_at) END AS accepted_at
    ) AS received
    CROSS JOIN LATERAL (
        SELECT received.accepted_at + interval '9 days' AS due_at,
            CASE WHEN made.status IN ('9', '10') THEN
                received.accepted_at + interval '2 days'
                + (hashint4(n + 3) & 1023) * interval '11 minutes' END AS finished_at
    ) AS worked
    CROSS JOIN LATERAL (
        SELECT CASE WHEN made.status = '10' THEN
            worked.finished_at
            + (hashint4(n + 9) & 65535) * interval '2 seconds' END AS returned_at,
        CASE WHEN made.status = '7' THEN received.accepted_at + interval '3 days' END AS closed_at,
        CASE WHEN made.status = '3' THEN made.submitted_at + interval '6 hours' END AS refused_at
    ) AS ended
    WHERE model.id = %(like)s
"""
"""Three years, in which three in a hundred are under way, two refused, one withdrawn; of those that
were finished a tenth is late."""
_AGENCY = (
    "CASE WHEN n %% %(share)s = 0 THEN model.agency_id"
    " ELSE (%(others)s::bigint[])[1 + n %% cardinality(%(others)s::bigint[])] END"
)
_VERSION = (
    "CASE WHEN n %% 7 < 4 THEN model.procedure_version_id"
    " ELSE (%(versions)s::uuid[])[1 + n %% cardinality(%(versions)s::uuid[])] END"
)
_FROM_MADE = (
    "FROM {table} model, dossiers_dossier made WHERE model.dossier_id = %(like)s"
    " AND made.code LIKE 'M-%%'"
)
_PERSON_OF = "('00000000-0000-7000-8000-' || lpad(to_hex(1 + {n} %% %(persons)s), 12, '0'))::uuid"

_MADE: dict[str, tuple[dict[str, str], str]] = {
    "identity_person": (
        {
            "id": _PERSON_OF.format(n="n"),
            "subject": "'made-' || n",
            "full_name": _NAME,
            "folded_name": _NAME,
            "personal_id_index": "sha256(('p' || n)::bytea)",
            "phone_index": "sha256(('t' || n)::bytea)",
        },
        (
            "FROM identity_person model, generate_series(1, %(persons)s) n"
            " WHERE model.id = (SELECT owner_id FROM dossiers_dossier WHERE id = %(like)s)"
        ),
    ),
    "dossiers_dossier": (
        {
            "id": "gen_random_uuid()",
            "code": "'M-' || to_char(now() - n * interval '90 seconds', 'YYMMDD') || '-' || n",
            "agency_id": _AGENCY,
            "owner_id": _PERSON_OF.format(n="n"),
            "owner_name": _NAME,
            "owner_name_folded": _NAME,
            "procedure_version_id": _VERSION,
            "filing": "CASE WHEN n %% 10 < 4 THEN 'counter' ELSE model.filing END",
            "status": "made.status",
            "version": "1",
            "synced_version": "1",
            "submitted_at": "made.submitted_at",
            "changed_at": (
                "coalesce(ended.returned_at, worked.finished_at, ended.closed_at, ended.refused_at,"
                " received.accepted_at, made.submitted_at)"
            ),
            "accepted_at": "received.accepted_at",
            "promised_at": "worked.due_at",
            "due_at": "worked.due_at",
            "finished_at": "worked.finished_at",
            "returned_at": "ended.returned_at",
            "closed_at": "ended.closed_at",
            "refused_at": "ended.refused_at",
            "alarm_at": "NULL",
            "process_id": "NULL",
        },
        _FROM_MODEL,
    ),
    "dossiers_promise": (
        {
            "id": "gen_random_uuid()",
            "dossier_id": "made.id",
            "promised_at": "made.promised_at",
            "due_at": "made.due_at",
            "at": "made.accepted_at",
        },
        _FROM_MADE.format(table="dossiers_promise") + " AND made.accepted_at IS NOT NULL",
    ),
    "dossiers_workitem": (
        {
            "id": "gen_random_uuid()",
            "task": "gen_random_uuid()",
            "dossier_id": "made.id",
            "agency_id": "made.agency_id",
            "post": "CASE WHEN hashtext(made.code) %% 4 = 0 THEN 'leader' ELSE 'specialist' END",
            "opened_at": "made.accepted_at",
            "due_at": "made.due_at - interval '4 days'",
            "alarm_at": "NULL",
            "done_at": "CASE WHEN made.status NOT IN ('2', '4', '5') THEN made.changed_at END",
            "done_by": "CASE WHEN made.finished_at IS NOT NULL THEN %(officer)s ELSE '' END",
        },
        _FROM_MADE.format(table="dossiers_workitem") + " AND made.accepted_at IS NOT NULL",
    ),
    "audit_event": (
        {"id": "DEFAULT", "stream": "'dossier:' || made.id"},
        (
            "FROM audit_event model, dossiers_dossier made"
            " WHERE model.stream = 'dossier:' || %(like)s AND model.seq = 1"
            " AND made.code LIKE 'M-%%'"
        ),
    ),
}
"""What is written into each table: columns that differ from the model's row, and from where."""
