"""Over real sockets: connections are used again, and no partner holds a thread for ever."""

import socket
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from motcua.net import errors, remote


@contextmanager
def listening(serve):
    """Accept connections and let `serve` talk on each; yield the address."""
    server = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def accept():
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(connection,), daemon=True).start()

    def talk(connection):
        with connection:
            try:
                connection.recv(65536)
                serve(connection, over)
            except OSError:
                pass  # the caller hung up, which is what the tests want

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
    finally:
        over.set()
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()


def drip(text):
    def serve(connection, over):
        for byte in text:
            connection.send(bytes([byte]))
            if over.wait(0.05):
                return

    return serve


@pytest.mark.parametrize(
    "serve",
    [
        drip(b"HTTP/1.1 200 OK\r\nX-Long: " + b"x" * 1000 + b"\r\n\r\n"),
        drip(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 1000),
        lambda _connection, over: over.wait(5),
    ],
    ids=["slow headers", "slow body", "silence"],
)
def test_a_call_ends_in_time_however_slowly_the_partner_talks(serve):
    with listening(serve) as address:
        started = time.monotonic()
        with pytest.raises(errors.RemoteUnavailable) as failed:
            remote.Remote(name="slow", base_url=address, seconds=0.4).get("/thing")

        assert time.monotonic() - started < 1.5
        assert failed.value.may_have_acted


def test_an_answer_cut_in_the_middle_is_unknown_not_refused():
    def serve(connection, _over):
        connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")

    with listening(serve) as address, pytest.raises(errors.RemoteUnavailable) as failed:
        remote.Remote(name="cut", base_url=address).post("/thing", retry=False)

    assert failed.value.may_have_acted


def test_nobody_listening_means_that_nothing_arrived():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(errors.RemoteUnavailable) as failed:
        remote.Remote(name="gone", base_url=f"http://127.0.0.1:{port}").get("/thing", retry=False)

    assert not failed.value.may_have_acted


def test_one_connection_serves_many_calls():
    ports = set()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            ports.add(self.client_address[1])
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        system = remote.Remote(name="kept", base_url=f"http://127.0.0.1:{server.server_port}")
        for _ in range(5):
            system.get("/thing")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

    assert len(ports) == 1
