"""A pytest plugin for the tests of `requests`: its fixtures `httpbin` and `httpbin_secure` are a running server.

They replace those of pytest-httpbin, which must not be installed. The server speaks no TLS, so `httpbin_secure` is a
tunnel in front of it that does.
"""

import os
import socket
import ssl
import threading
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
import trustme

SERVER = urlsplit(os.environ["ROUNDTRIP_URL"])


@pytest.fixture(scope="session")
def httpbin():
    return SimpleNamespace(url=SERVER.geturl())


@pytest.fixture(scope="session")
def authority():
    return trustme.CA()


@pytest.fixture(scope="session")
def httpbin_secure(authority):
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=accept, args=(listener, context), daemon=True).start()
    yield SimpleNamespace(url=f"https://127.0.0.1:{listener.getsockname()[1]}")
    listener.close()


@pytest.fixture
def httpbin_ca_bundle(authority, monkeypatch, tmp_path):
    bundle = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(bundle))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))


def accept(listener, context):
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=tunnel, args=(client, context), daemon=True).start()


def tunnel(client, context):
    try:
        with context.wrap_socket(client, server_side=True) as client:
            with socket.create_connection((SERVER.hostname, SERVER.port)) as server:
                back = threading.Thread(target=pump, args=(server, client), daemon=True)
                back.start()
                pump(client, server)
                back.join()
    except OSError:
        pass  # A client that does not trust the certificate: some tests are about that.


def pump(source, target):
    try:
        while piece := source.recv(65536):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        pass
