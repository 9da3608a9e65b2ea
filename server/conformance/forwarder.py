"""A pytest plugin for httpbin's own tests: their Flask client talks to a running server instead.

The tests call `httpbin.app.test_client()`. Here `httpbin.app` is a WSGI app that sends each request over a real
connection to ROUNDTRIP_URL and hands back what the server answers.
"""

import http.client
import os
from urllib.parse import urlsplit

import httpbin
from werkzeug.test import Client

SERVER = urlsplit(os.environ["ROUNDTRIP_URL"])
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding"}


def fields(environ):
    """The request's header fields. One without a name cannot be sent, so it is left out."""
    for key, value in environ.items():
        if key.startswith("HTTP_") and key != "HTTP_":
            yield key[5:].replace("_", "-").title(), value
    if environ.get("CONTENT_TYPE"):
        yield "Content-Type", environ["CONTENT_TYPE"]


def send(connection, environ):
    """Sends the request as the test describes it: chunked if it says so."""
    headers = list(fields(environ))
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length) if length else b""
    chunked = ("Transfer-Encoding", "chunked") in headers
    connection.putrequest(
        environ["REQUEST_METHOD"],
        environ["REQUEST_URI"],
        skip_host=True,
        skip_accept_encoding=True,
    )
    for name, value in headers:
        connection.putheader(name, value)
    if environ.get("CONTENT_LENGTH") and not chunked:
        connection.putheader("Content-Length", str(length))
    connection.endheaders([body] if body else None, encode_chunked=chunked)


class App:
    """Stands in for httpbin's Flask app."""

    debug = False

    def test_client(self):
        return Client(self)

    def __call__(self, environ, start_response):
        connection = http.client.HTTPConnection(SERVER.hostname, SERVER.port, timeout=30)
        try:
            send(connection, environ)
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        headers = [it for it in response.getheaders() if it[0].lower() not in HOP_BY_HOP]
        start_response(f"{response.status} {response.reason}", headers)
        return [body]


httpbin.app = App()
