"""Which addresses a call may go to whose target somebody typed in.

The name is resolved once and the connection goes to the address that was judged: a name that means
another machine the next moment does not lead inside.

Source: OWASP, Server-Side Request Forgery Prevention Cheat Sheet.
"""

import ipaddress
import socket


class NotPublicError(OSError):
    """A name means a machine inside, or none."""


def public(host: str, port: int) -> str:
    """Return an address of a host in the public internet.

    Raises:
        NotPublicError: One of its addresses is none, or there is no such host.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise NotPublicError(host) from None
    numbers = [str(entry[4][0]) for entry in found]
    if not numbers or not all(ipaddress.ip_address(number).is_global for number in numbers):
        raise NotPublicError(host)
    return numbers[0]
