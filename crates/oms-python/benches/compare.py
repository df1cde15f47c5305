"""The same read from Python, from Rust, and with two HTTP libraries, taken in turns in one run.

    maturin build --release --manifest-path crates/oms-python/Cargo.toml --out target/wheels
    cargo build --release -p oms-python --example loopback
    pip install target/wheels/*.whl requests httpx
    python crates/oms-python/benches/compare.py target/release/examples/loopback

The clients take turns in short rounds, and the least of each counts: whatever else runs on the machine only adds to it.
The last column needs no quiet machine: it compares each round with the Rust client's in the same turn.
"""

import statistics
import subprocess
import sys
import time

import httpx
import requests

from oms_client import Client

ROUNDS, CALLS = 60, 100
BODY = {"id": "np_4w3a0001"}
SERVER = "from oms_client.simulator import Simulator; s = Simulator(); print(s.url, flush=True); input()"


def timed(call):
    call()
    begun = time.perf_counter()
    for _ in range(CALLS):
        call()
    return time.perf_counter() - begun


def main(rust):
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        url = server.stdout.readline().strip()
        path = f"{url}/api/v2?Action=DescribeProjectProgress"
        client = Client(url, user="admin", password="secret")
        session = requests.Session()
        session.trust_env = False
        session.auth = ("admin", "secret")
        other = httpx.Client(auth=("admin", "secret"), trust_env=False)

        def measured_in_rust():
            command = [rust, url, str(CALLS)]
            return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

        ways = {
            "Rust client": measured_in_rust,
            "oms-client for Python": lambda: timed(lambda: client.describe_project_progress(id="np_4w3a0001")),
            "requests, with its JSON read": lambda: timed(lambda: session.post(path, json=BODY).json()),
            "httpx, with its JSON read": lambda: timed(lambda: other.post(path, json=BODY).json()),
        }
        took = {name: [] for name in ways}
        for _ in range(ROUNDS):
            for name, way in ways.items():
                took[name].append(way() / CALLS * 1e6)
    finally:
        server.kill()
        server.wait()
    base = min(took["Rust client"])
    print("| Client | µs a call, the least of rounds | median | of Rust's least | of Rust's in the same turn, median |")
    print("|---|---|---|---|---|")
    for name, times in took.items():
        turns = statistics.median(one / other for one, other in zip(times, took["Rust client"]))
        print(
            f"| {name} | {min(times):.0f} | {statistics.median(times):.0f} | {min(times) / base:.2f} | {turns:.2f} |"
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
