"""To whom a notice can go, when it is tried, by which provider, and what proves it. Pure."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from motcua.kernel.canonical import canonical
from motcua.notifications.texts import TEXTS
from motcua.notifications.types import Channel, Group, Outcome

WAITS: Final = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=8),
    timedelta(hours=8),
)
"""After each try in vain; after the last one, a day later, we give up."""

_MOBILE: Final = re.compile(r"(?:\+?84|0)(?P<number>[35789][0-9]{8})")
_EMAIL: Final = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z][a-z0-9-]{1,62}"
)
_UNSAID: Final = re.compile(r"[\s.\-()]")

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
FAILS_IN_A_ROW: Final = 3
"""After so many calls in vain a provider is left alone for a while, and the other one asked."""
LEFT_ALONE: Final = timedelta(minutes=1)
WAITS_FOR_CLARITY: Final = 2
"""Turns that a lost answer is waited for, before another provider may say the same again."""
GIVES_UP_AFTER: Final = timedelta(days=3)
"""An integrator that has taken nothing for so long is not told any more."""
FREE: Final = frozenset({Group.COURSE})
"""Groups that somebody may switch off."""
SWITCHES: Final = (Channel.EMAIL, Channel.SMS)
"""Channels that she may switch off; on her own page she finds everything."""


def address(channel: Channel, to: str) -> str | None:
    """Return an address in its one spelling, or None: nothing can be sent there."""
    if channel is Channel.IN_APP:
        return to
    if channel is Channel.SMS:
        found = _MOBILE.fullmatch(_UNSAID.sub("", to))
        return f"+84{found['number']}" if found else None
    written = to.strip().lower()
    return written if _EMAIL.fullmatch(written) else None


def wait_after(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries in vain, from 1; None: give up."""
    return WAITS[tries - 1] if tries <= len(WAITS) else None


def quiet_until(at: datetime, *, hours: tuple[int, int] | None) -> datetime | None:
    """Return when it stops being night, or None: it is day.

    Args:
        at: Real time, aware.
        hours: From which to which full hour of Vietnam nobody is woken; None: there is no night.
    """
    if hours is None:
        return None
    begins, ends = hours
    here = at.astimezone(VIETNAM)
    is_night = (
        begins <= here.hour < ends if begins < ends else here.hour >= begins or here.hour < ends
    )
    if not is_night:
        return None
    day = here.date() if here.hour < ends else here.date() + timedelta(days=1)
    return datetime.combine(day, time(ends), VIETNAM)


def is_left_alone(lately: Sequence[tuple[str, datetime]], *, at: datetime) -> bool:
    """Tell whether a provider failed so often in a row that the other one is asked first.

    Args:
        lately: Outcome and time of its last calls, the newest first.
        at: Real time.
    """
    last = lately[:FAILS_IN_A_ROW]
    if len(last) < FAILS_IN_A_ROW or at - last[0][1] >= LEFT_ALONE:
        return False
    return all(outcome in {Outcome.DOWN, Outcome.UNCLEAR} for outcome, _ in last)


def may_be_said_twice(*, tries: int, is_awaited: bool) -> bool:
    """Tell whether to go on to another provider although this one may have the message.

    A code is worth nothing later, so its reader would rather have it twice.
    """
    return is_awaited or tries > WAITS_FOR_CLARITY


def is_wanted(template: str, channel: Channel, declined: Sequence[str]) -> bool:
    """Tell whether somebody is told this way, after what she switched off."""
    group = TEXTS[template].group
    if group not in FREE or channel not in SWITCHES:
        return True
    return choice(group, channel) not in declined


def choice(group: Group, channel: Channel) -> str:
    """Return the name of one thing that can be switched off."""
    return f"{group.value}:{channel.value}"


def commitment(value: str, salt: str) -> str:
    """Return what a value is known by to those who do not know the salt: nothing can be guessed."""
    return hashlib.sha256(f"{salt}:{value}".encode()).hexdigest()


def fingerprint(said: Mapping[str, str]) -> str:
    """Return the SHA-256 of what was said to whom, as the audit log holds it."""
    return hashlib.sha256(canonical(dict(said))).hexdigest()


def masked(channel: Channel, to: str) -> str:
    """Return an address that she knows again and nobody else can use."""
    if channel is Channel.SMS:
        return f"{to[:6]}•••{to[-3:]}"
    if channel is Channel.EMAIL:
        name, _, host = to.partition("@")
        return f"{name[:1]}•••@{host}"
    return "•••"
