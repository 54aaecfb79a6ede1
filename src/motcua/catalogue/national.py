"""A procedure in the field names of the national database of procedures, and back.

Lossless for what both hold. What only we hold (forms, processes, reasons of refusal) stays as the
base has it. Time and fee hang on channel and case there; `THOIHANCHUNG`, `PHILEPHICHUNG`,
`MATRUONGHOP` and some more are ours, and guessed where a record comes without them.

Source: field names of CSDLQG về TTHC as connectors of the national portal receive them.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from motcua.agencies.types import Tier
from motcua.catalogue import errors
from motcua.catalogue.types import Channel, Content
from motcua.kernel.workingtime import LimitUnit

Record = dict[str, Any]

PUBLIC, WITHDRAWN = "1", "0"
"""`TRANGTHAI`: in force and public, or not any more."""

_CHANNELS: Final = {str(channel.number): channel.value for channel in Channel}
_TIERS: Final = {
    "Cấp Bộ": Tier.MINISTRY.value,
    "Cấp Tỉnh": Tier.PROVINCE.value,
    "Cấp Sở": Tier.DEPARTMENT.value,
    "Cấp Huyện": Tier.DISTRICT.value,
    "Cấp Xã": Tier.COMMUNE.value,
    "Trung tâm": Tier.CENTRE.value,
}
_UNITS: Final = {
    "Ngày làm việc": LimitUnit.WORKING_DAYS.value,
    "Giờ làm việc": LimitUnit.WORKING_HOURS.value,
    "Ngày": LimitUnit.CALENDAR_DAYS.value,
    "Trong ngày làm việc": LimitUnit.SAME_DAY.value,
}
_FIELDS: Final = {
    "MATTHC": "code",
    "TENTTHC": "name",
    "MACOQUANCONGBO": "publisher",
    "QUYETDINH": "decision",
    "TOMTAT": "summary",
    "MOTADOITUONGTHUCHIEN": "subjects_note",
    "COTHAMQUYEN": "decided_by",
    "COQUANTHUCHIEN": "carried_out_by",
    "DUOCUYQUYEN": "delegated_to",
    "DOITUONGTHUCHIEN": "subjects",
    "PHOIHOP": "cooperating",
    "DIACHITIEPNHAN": "addresses",
    "TTHCLIENQUAN": "related",
    "LIENTHONG": "linked",
    "TUKHOA": "keywords",
    "YEUCAU": "conditions",
}
_LIMIT: Final = {"THOIGIANGIAIQUYET": "amount", "MOTA": "wording", "GIOCUOI": "cut_off"}
_FEE: Final = {
    "MAPHILEPHI": "code",
    "TENPHILEPHI": "name",
    "SOTIEN": "amount",
    "DONVI": "unit",
    "CANCU": "legal_basis",
    "MIENGIAM": "exemptions",
    "ODEM": "field",
}
_ACT: Final = {"SOVANBAN": "number", "TENVANBAN": "name"}
_CASE: Final = {"MATRUONGHOP": "code", "TRUONGHOP": "name", "TRINHTU": "steps"}
_PAPER: Final = {
    "MAGIAYTO": "code",
    "TENGIAYTO": "name",
    "SOBANCHINH": "originals",
    "SOBANSAO": "copies",
    "GHICHU": "note",
    "TRUONGHOP": "cases",
    "TENMAUDON": "form_name",
    "URL": "url",
}


def record(content: Content, *, closes_on: date | None = None, on: date | None = None) -> Record:
    """Return a procedure as the national database says it.

    Args:
        content: What was published.
        closes_on: Legal date from which no dossier is taken.
        on: Legal date for which `TRANGTHAI` is told; None: for after all of them.
    """
    said = content.model_dump(mode="json")
    withdrawn = closes_on is not None and (on is None or on >= closes_on)
    return {
        **_renamed(said, _FIELDS),
        "CAPTHUCHIEN": [_key(_TIERS, tier) for tier in said["tiers"]],
        "LINHVUCTHUCHIEN": {"MALINHVUC": said["sector_code"], "TENLINHVUC": said["sector"]},
        "TRINHTUTHUCHIEN": [
            _renamed(case, _CASE)
            for case in ({"code": "", "name": "", "steps": said["steps"]}, *said["cases"])
        ],
        "CACHTHUCTHUCHIEN": [
            {"KENH": _key(_CHANNELS, channel), "THOIGIAN": _times(said, channel)}
            for channel in said["channels"]
        ],
        "THOIHANCHUNG": _limit(said["limit"]),
        "PHILEPHICHUNG": [_renamed(fee, _FEE) for fee in said["fees"]],
        "KENHTRAKETQUA": [_key(_CHANNELS, channel) for channel in said["result_channels"]],
        "THANHPHANHOSO": [_renamed(paper, _PAPER) for paper in said["papers"]],
        "KETQUATHUCHIEN": {"MAKETQUA": said["result_code"], "TENKETQUA": said["result"]},
        "CANCUPHAPLY": [_renamed(act, _ACT) for act in said["legal_basis"]],
        "TRANGTHAI": WITHDRAWN if withdrawn else PUBLIC,
        "NGAYHETHIEULUC": closes_on.isoformat() if closes_on else "",
    }


def content_of(received: Mapping[str, Any], *, base: Content | None = None) -> Content:
    """Return a procedure as a national record says it, over what we have of it.

    Args:
        received: A record; what it leaves out stays as the base has it.
        base: Ours; None: a procedure that we do not have.

    Raises:
        RecordNotUnderstood: Something in it has another shape; the field is named.
    """
    ours: Record = base.model_dump(mode="json") if base else _nothing()
    try:
        said = {**ours, **_said(received, ours)}
        return Content.model_validate(said)
    except ValidationError as invalid:
        first = invalid.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise errors.RecordNotUnderstood(where=where, why=first["msg"]) from None
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as wrong:
        raise errors.RecordNotUnderstood(where=str(wrong), why=type(wrong).__name__) from None


def closes_on(received: Mapping[str, Any], *, today: date) -> date | None:
    """Return from which legal date a record's procedure takes no dossier; None: it goes on.

    A record that is withdrawn and names no day is so from today.

    Raises:
        RecordNotUnderstood: The day is none.
    """
    told = str(received.get("NGAYHETHIEULUC") or "")
    if not told:
        return None if str(received.get("TRANGTHAI", PUBLIC)) == PUBLIC else today
    try:
        return date.fromisoformat(told)
    except ValueError:
        raise errors.RecordNotUnderstood(where="NGAYHETHIEULUC", why=told[:40]) from None


def _said(received: Mapping[str, Any], ours: Record) -> Record:
    """Return our fields of what a record holds."""
    said = {mine: received[theirs] for theirs, mine in _FIELDS.items() if theirs in received}
    for theirs, read in _READERS.items():
        if theirs in received:
            said |= read(received[theirs], ours)
    if "CACHTHUCTHUCHIEN" in received:
        said |= _ways(received, ours, said["cases"] if "cases" in said else ours["cases"])
    return said


def _cases(received: list[Record], _ours: Record) -> Record:
    """Return steps and cases; a case without a name is the procedure itself."""
    general = [one["TRINHTU"] for one in received if not one.get("TRUONGHOP")]
    named = [one for one in received if one.get("TRUONGHOP")]
    return {
        "steps": [step for steps in general for step in steps],
        "cases": [
            {
                "code": one.get("MATRUONGHOP") or f"th-{number}",
                "name": one["TRUONGHOP"],
                "steps": one.get("TRINHTU", []),
            }
            for number, one in enumerate(named, start=1)
        ],
    }


def _ways(received: Mapping[str, Any], ours: Record, cases: list[Record]) -> Record:
    """Return channels, limit and fees, and the terms that differ from them."""
    ways = received["CACHTHUCTHUCHIEN"]
    entries = [(_CHANNELS[str(way["KENH"])], one) for way in ways for one in way["THOIGIAN"]]
    first = entries[0][1] if entries else None
    general = received.get("THOIHANCHUNG") or first
    limit = _limit_of(general) if general else ours["limit"]
    charged = received.get("PHILEPHICHUNG", (first or {}).get("PHILEPHI", []))
    fees = [_fee_of(fee, ours) for fee in charged]
    by_name = {case["name"]: case["code"] for case in cases}
    terms = []
    for channel, one in entries:
        own_limit = _limit_of(one)
        own_fees = [_fee_of(fee, ours) for fee in one.get("PHILEPHI", [])]
        term = {
            "channel": channel,
            "case": one.get("MATRUONGHOP") or by_name.get(one.get("TRUONGHOP", ""), ""),
            "limit": None if own_limit == limit else own_limit,
            "fees": None if own_fees == fees else own_fees,
            "note": one.get("GHICHU", ""),
        }
        if term["limit"] or term["fees"] is not None or term["note"]:
            terms.append(term)
    channels = [_CHANNELS[str(way["KENH"])] for way in ways]
    return {"channels": channels, "limit": limit, "fees": fees, "terms": terms}


def _times(said: Record, channel: str) -> list[Record]:
    """Return time and fee of a channel: in all cases, then in those that differ."""
    own = {
        term["case"]: term
        for term in said["terms"]
        if term["channel"] == channel and _differs(term, said)
    }
    general = own.pop("", {"case": "", "limit": None, "fees": None, "note": ""})
    names = {case["code"]: case["name"] for case in said["cases"]}
    return [
        {
            "MATRUONGHOP": term["case"],
            "TRUONGHOP": names.get(term["case"], ""),
            **_limit(term["limit"] or said["limit"]),
            "PHILEPHI": [
                _renamed(fee, _FEE)
                for fee in (said["fees"] if term["fees"] is None else term["fees"])
            ],
            "GHICHU": term["note"],
        }
        for term in (general, *own.values())
    ]


def _differs(term: Record, said: Record) -> bool:
    """Tell whether terms say anything that the procedure does not say of itself."""
    of_its_own = term["limit"] not in (None, said["limit"]) or term["fees"] not in (
        None,
        said["fees"],
    )
    return of_its_own or bool(term["note"])


def _limit(limit: Record) -> Record:
    return {**_renamed(limit, _LIMIT), "DONVITINH": _key(_UNITS, limit["unit"])}


def _limit_of(one: Mapping[str, Any]) -> Record:
    unit = str(one["DONVITINH"]).strip().lower()
    return {
        "amount": int(one["THOIGIANGIAIQUYET"]),
        "unit": next(ours for theirs, ours in _UNITS.items() if theirs.lower() == unit),
        "cut_off": one.get("GIOCUOI"),
        "wording": one.get("MOTA") or f"{one['THOIGIANGIAIQUYET']} {one['DONVITINH']}",
    }


def _fee_of(one: Mapping[str, Any], ours: Record) -> Record:
    """Return a fee; what a record leaves out of it is ours."""
    known: Record = next((fee for fee in ours["fees"] if fee["code"] == one["MAPHILEPHI"]), {})
    blank = {"name": one["MAPHILEPHI"], "legal_basis": "", "field": "", "exemptions": []}
    return {**blank, **known, **_back(one, _FEE), "amount": int(one["SOTIEN"])}


def _paper(one: Mapping[str, Any], ours: Record) -> Record:
    """Return a paper; how it is given online is ours."""
    known: Record = next(
        (paper for paper in ours["papers"] if paper["code"] == one["MAGIAYTO"]), {}
    )
    blank = {"name": one.get("TENMAUDON", ""), "online": "upload"}
    return {**blank, **known, **_back(one, _PAPER)}


def _act(one: Mapping[str, Any], ours: Record) -> Record:
    said = _back(one, _ACT)
    same = (act for act in ours["legal_basis"] if said.items() <= act.items())
    return next(same, said)


_READERS: Final[Mapping[str, Callable[[Any, Record], Record]]] = {
    "CAPTHUCHIEN": lambda tiers, _: {"tiers": [_TIERS[tier] for tier in tiers]},
    "LINHVUCTHUCHIEN": lambda sector, _: {
        "sector_code": sector["MALINHVUC"],
        "sector": sector["TENLINHVUC"],
    },
    "TRINHTUTHUCHIEN": _cases,
    "KENHTRAKETQUA": lambda told, _: {"result_channels": [_CHANNELS[str(one)] for one in told]},
    "THANHPHANHOSO": lambda papers, ours: {"papers": [_paper(one, ours) for one in papers]},
    "KETQUATHUCHIEN": lambda result, _: {
        "result_code": result.get("MAKETQUA", ""),
        "result": result["TENKETQUA"],
    },
    "CANCUPHAPLY": lambda acts, ours: {"legal_basis": [_act(one, ours) for one in acts]},
}


def _nothing() -> Record:
    """Return the fields that a record may leave out, for a procedure that we do not have."""
    texts = dict.fromkeys(("sector_code", "sector", "summary", "decided_by", "result"), "")
    lists = ("subjects", "steps", "cases", "papers", "fees", "legal_basis", "refusal_reasons")
    limit = {"amount": 1, "unit": "working_days", "cut_off": None, "wording": ""}
    counter = [Channel.COUNTER.value]
    return {
        **texts,
        **{name: [] for name in lists},
        "limit": limit,
        "channels": counter,
        "result_channels": counter,
        "online_payment": False,
    }


def _renamed(said: Mapping[str, Any], names: Mapping[str, str]) -> Record:
    return {theirs: said[mine] for theirs, mine in names.items()}


def _back(received: Mapping[str, Any], names: Mapping[str, str]) -> Record:
    return {mine: received[theirs] for theirs, mine in names.items() if theirs in received}


def _key(names: Mapping[str, str], value: str) -> str:
    return next(theirs for theirs, mine in names.items() if mine == value)
