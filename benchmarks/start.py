"""From the start of the process to its first answer on the page, and its memory then."""

from __future__ import annotations

import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

from bot.clock import timer

ROOT = Path(__file__).parents[1]
RUNS = 5


def once() -> tuple[float, float]:
    """Seconds to the first answer, and MB of memory after a hundred more."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = {"TANYAKOTA_PORT": str(port), "PYTHONPATH": str(ROOT), "PATH": ""}
        begun = timer()
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.cli"],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        while "http://" not in process.stdout.readline():
            pass
        address = f"http://127.0.0.1:{port}"
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        page = opener.open(address).read().decode()
        token = re.search(r'name="formulir" value="([^"]+)"', page)[1]

        def ask() -> str:
            fields = {"formulir": token, "teks": "KTP saya hilang"}
            data = urllib.parse.urlencode(fields).encode()
            return opener.open(f"{address}/pesan", data).read().decode()

        assert "KTP-el karena hilang" in ask()
        seconds = timer() - begun
        for _ in range(15):
            ask()
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
        memory = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024
        process.send_signal(signal.SIGTERM)
        process.communicate()
    return seconds, memory


def main() -> None:
    once()
    seconds, memory = zip(*(once() for _ in range(RUNS)), strict=True)
    print(
        f"first answer after {statistics.median(seconds):.2f} s "
        f"({min(seconds):.2f} to {max(seconds):.2f}), {RUNS} runs after a warm-up"
    )
    low, middle, high = min(memory), statistics.median(memory), max(memory)
    print(f"memory at most {middle:.0f} MB ({low:.0f} to {high:.0f})")


if __name__ == "__main__":
    main()
