"""The certificate of a client, for a service that demands one."""

from __future__ import annotations

import inspect
import os
import shutil
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Dict, Iterator

import pytest

from oms_client import Client, Failed, Invalid, Secret

TASK = "np_4w3a0001"
ACCEPTED = b'{"success":true,"data":null}'


class Accepting(BaseHTTPRequestHandler):
    """Accepts every call."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(ACCEPTED)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(ACCEPTED)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Service:
    """A service that takes no client without its own certificate, and shows the same one."""

    def __init__(self, folder: Path) -> None:
        chain, key = folder / "chain.pem", folder / "key.pem"
        request = ["openssl", "req", "-x509", "-nodes", "-days", "1", "-subj", "/CN=oms"]
        request += ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        request += ["-addext", "subjectAltName=IP:127.0.0.1"]
        request += ["-keyout", str(key), "-out", str(chain)]
        subprocess.run(request, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # It refuses a client within the handshake, so that nothing was sent.
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_cert_chain(chain, key)
        context.load_verify_locations(chain)
        self.server = HTTPServer(("127.0.0.1", 0), Accepting)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self.server.server_port}"
        self.chain, self.key = chain.read_text(), key.read_text()


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    if shutil.which("openssl") is None:
        if os.environ.get("OMS_REQUIRE_TOOLS", "") not in ("", "0"):
            pytest.fail("openssl is missing, and OMS_REQUIRE_TOOLS is set")
        pytest.skip("SKIPPED: openssl is missing")
    started = Service(tmp_path)
    thread = threading.Thread(target=started.server.serve_forever)
    thread.start()
    try:
        yield started
    finally:
        started.server.shutdown()
        thread.join()
        started.server.server_close()


def test_p289_a_client_of_python_shows_its_certificate(service: Service) -> None:
    for key in (service.key, Secret(service.key)):
        client = Client(
            service.url,
            ca_certificate=service.chain,
            client_certificate=service.chain,
            client_key=key,
        )
        assert client.stop_project(id=TASK).meta.status == 200


def test_p289_a_client_of_python_without_a_certificate_is_told_to_give_one_as_it_can(
    service: Service,
) -> None:
    client = Client(service.url, ca_certificate=service.chain)
    with pytest.raises(Failed) as raised:
        client.stop_project(id=TASK)
    assert not raised.value.may_have_taken_effect
    assert "with `client_certificate`" in str(raised.value)
    assert {"client_certificate", "client_key"} <= set(inspect.signature(Client).parameters)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"client_certificate": "chain.pem"}, "give both or neither"),
        ({"client_key": "hunter2"}, "give both or neither"),
        ({"client_certificate": "chain.pem", "client_key": "hunter2"}, "the text of a certificate"),
    ],
)
def test_p289_what_is_no_certificate_is_refused_by_its_name_in_python(
    given: Dict[str, Any], told: str
) -> None:
    with pytest.raises(Invalid) as raised:
        Client("https://127.0.0.1:1", **given)
    assert raised.value.place == next(iter(given)) and told in str(raised.value)
    assert "hunter2" not in str(raised.value)
