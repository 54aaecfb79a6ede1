"""`motcua demo` as a user of a laptop lives it: up, used, hurt, down, up again."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request

import psutil
import pytest

MOTCUA = [sys.executable, "-m", "motcua.conf.cli"]
PATIENCE = 150


def free_ports():
    """Return a port whose two followers are free too."""
    for base in range(18000 + os.getpid() % 1000 * 3, 32000, 3):
        sockets = []
        try:
            sockets.extend(socket.create_server(("127.0.0.1", base + n)) for n in range(3))
        except OSError:
            continue
        else:
            return base
        finally:
            for one in sockets:
                one.close()
    raise AssertionError


class Demo:
    """One running `motcua demo` on data of its own."""

    def __init__(self, data):
        self.port = free_ports()
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("MOTCUA_", "DATABASE_URL", "DJANGO_"))
        } | {"MOTCUA_DATA": str(data)}
        self.process = subprocess.Popen(
            [*MOTCUA, "demo", "--port", str(self.port)],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = []
        self._lines = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for line in self.process.stdout:
            self._lines.put(line)

    def wait_for(self, words):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                line = self._lines.get(timeout=1)
            except queue.Empty:
                assert self.process.poll() is None, "".join(self.said)
                continue
            self.said.append(line)
            if words in line:
                return line
        raise AssertionError("".join(self.said))

    def get(self, path, site=1):
        with urllib.request.urlopen(
            f"http://127.0.0.1:{self.port + site}{path}", timeout=60
        ) as answer:
            return answer.read()

    def motcua(self, *arguments):
        return subprocess.run(
            [*MOTCUA, *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    def stop(self):
        if self.process.poll() is not None:
            return self._last_words()
        children = psutil.Process(self.process.pid).children(recursive=True)
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        self._reader.join(5)
        self.process.stdout.close()
        _gone, alive = psutil.wait_procs(children, timeout=5)
        return status, alive

    def _last_words(self):
        """Return what a demo said that ended by itself, in the place of its exit status."""
        self._reader.join(5)
        self.process.stdout.close()
        while not self._lines.empty():
            self.said.append(self._lines.get())
        return f"ended with {self.process.returncode}: {''.join(self.said)}", []


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("demo") / "data"


def test_a_demo_starts_is_used_hurt_and_stopped_and_starts_again(data, tmp_path):
    demo = Demo(data)
    try:
        demo.wait_for("READY")
        demo.wait_for("Ctrl-C")
        said = "".join(demo.said)
        assert "tonghop@bo.vidu.example" in said
        for site, name in enumerate(("agency", "national", "sandbox")):
            assert json.loads(demo.get("/health", site)) == {
                "site": name,
                "status": "ok",
                "database": "ok",
                "worker": "ok",
            }
        assert "8 trên 83 cơ quan".encode() in demo.get("/")

        _another_demo_is_refused(demo, data)
        _console_commands_work_beside_it(demo, tmp_path)
        _a_killed_worker_comes_back(demo)
    finally:
        status, alive = demo.stop()
    assert status == 0
    assert alive == []

    again = Demo(data)
    try:
        again.wait_for("READY")
        values = again.get("/api/v1/indicators/level4_share/values?period=2019&source=declared")
        assert json.loads(values)["summary"]["meeting_target"] == 9
    finally:
        status, alive = again.stop()
    assert (status, alive) == (0, [])


def _another_demo_is_refused(demo, data):
    second = demo.motcua("demo", "--port", str(demo.port))
    assert second.returncode == 1
    assert "already runs" in second.stderr
    assert json.loads(demo.get("/health"))["status"] == "ok"


def _console_commands_work_beside_it(demo, folder):
    header = "section,no,agency_name,procedures_total,level4_services,printed_percent\n"
    bad = folder / "bad.csv"
    bad.write_text(header + "ministry,15,Bộ Thông tin và Truyền thông,206,620,30%\n")
    refused = demo.motcua("reports", "import", str(bad), "--period", "2019")
    assert refused.returncode == 1
    assert "dòng 2" in refused.stderr

    good = folder / "good.csv"
    good.write_text(header + "ministry,15,Bộ Thông tin và Truyền thông,206,62,30.10%\n")
    taken = demo.motcua("reports", "import", str(good), "--period", "2019")
    assert taken.returncode == 0, taken.stderr
    assert "bản công bố số 2" in taken.stdout
    assert "Lào Cai" in taken.stdout

    for kind in ("docx", "pdf", "xlsx", "csv"):
        out = folder / f"phu-luc.{kind}"
        written = demo.motcua(
            "reports", "export", "--period", "2019", "--format", kind, "--out", str(out)
        )
        assert written.returncode == 0, written.stderr
        assert out.stat().st_size > 3000

    examined = demo.motcua("doctor", "--audit")
    assert examined.returncode == 0, examined.stdout
    assert "every chain holds" in examined.stdout


def _a_killed_worker_comes_back(demo):
    (worker,) = [
        child
        for child in psutil.Process(demo.process.pid).children()
        if child.cmdline()[-2:] == ["worker", "national"]
    ]
    worker.kill()
    demo.wait_for("worker-national ended by itself")
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        now = [
            child
            for child in psutil.Process(demo.process.pid).children()
            if child.cmdline()[-2:] == ["worker", "national"] and child.pid != worker.pid
        ]
        if now:
            return
        time.sleep(0.2)
    raise AssertionError
