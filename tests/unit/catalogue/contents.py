"""Records of procedures, as any controller might write them."""

from datetime import time

from hypothesis import strategies as st

from motcua.agencies.types import Tier
from motcua.catalogue.types import Channel, Content
from motcua.kernel.workingtime import LimitUnit

LETTERS = "aAbđĐơưẠệ0129.,;:=+-@|/“”'<&> "
words = st.text(LETTERS, min_size=1, max_size=12).map(lambda t: t.strip() or "x")
maybe = st.one_of(st.just(""), words)
lists = st.lists(words, max_size=3, unique=True)
codes = st.text("abc019-", min_size=1, max_size=5)
limits = st.builds(
    dict,
    amount=st.integers(1, 90),
    unit=st.sampled_from([unit.value for unit in LimitUnit]),
    cut_off=st.sampled_from([None, time(15), time(9, 30)]),
    wording=words,
)


def rows(parts, key="code", most=3):
    return st.lists(st.fixed_dictionaries(parts), max_size=most, unique_by=lambda row: row[key])


fees = rows(
    {
        "code": codes,
        "name": words,
        "amount": st.integers(0, 10**9),
        "unit": words,
        "field": maybe,
        "legal_basis": words,
        "exemptions": lists,
    }
)
channels = st.lists(st.sampled_from(list(Channel)), min_size=1, unique=True)


@st.composite
def contents(draw):
    cases = draw(rows({"code": codes, "name": words, "steps": lists}))
    known = [case["code"] for case in cases]
    some = st.lists(st.sampled_from(known), unique=True) if known else st.just([])
    given_channels = draw(channels)
    terms = draw(
        st.lists(
            st.fixed_dictionaries(
                {
                    "channel": st.sampled_from(given_channels),
                    "case": st.sampled_from(["", *known]),
                    "limit": st.none() | limits,
                    "fees": st.none() | fees,
                    "note": maybe,
                }
            ),
            max_size=3,
            unique_by=lambda term: (term["channel"], term["case"]),
        )
    )
    papers = draw(
        rows(
            {
                "code": codes,
                "name": words,
                "originals": st.integers(0, 9),
                "copies": st.integers(0, 9),
                "online": st.sampled_from(["form", "upload", "none", "missing"]),
                "note": maybe,
                "cases": some,
                "form_name": maybe,
                "url": maybe,
            }
        )
    )
    acts = rows({"number": words, "name": words, "certainty": maybe}, key="number")
    texts = (
        *("name", "sector_code", "sector", "summary", "decided_by", "result"),
        *("publisher", "decision", "subjects_note", "carried_out_by", "delegated_to"),
        *("result_code", "result_template", "form", "process", "result_form", "certainty"),
    )
    required = texts[:6]
    listed = ("keywords", "cooperating", "addresses", "related", "linked", "life_events")
    return Content.model_validate(
        {
            "code": draw(st.from_regex(r"[129]\.[0-9]{6}", fullmatch=True)),
            **{name: draw(words if name in required else maybe) for name in texts},
            **{name: draw(lists) for name in (*listed, "conditions")},
            "subjects": draw(lists.filter(bool)),
            "steps": draw(lists.filter(bool)),
            "tiers": draw(st.lists(st.sampled_from(list(Tier)), unique=True)),
            "cases": cases,
            "terms": terms,
            "channels": given_channels,
            "result_channels": draw(channels),
            "papers": papers,
            "fees": draw(fees),
            "online_payment": draw(st.booleans()),
            "limit": draw(limits),
            "payment_hours": draw(st.integers(1, 999)),
            "legal_basis": draw(acts),
            "refusal_reasons": draw(rows({"code": codes, "text": words})),
            "result_prefill": draw(st.dictionaries(codes, lists, max_size=2)),
            "uncertain": draw(st.lists(st.sampled_from(["steps", "fees"]), unique=True)),
            "is_synthetic": draw(st.booleans()),
        }
    )
