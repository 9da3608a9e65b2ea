"""Points other people's test suites at a running server, and counts.

    python3 server/conformance/run.py http://127.0.0.1:3000 [httpbin] [requests] [redbot] [schemathesis]

Without a name, all of them run. Packages are installed into target/conformance/ the first time. See README.md.
"""

import os
import pathlib
import subprocess
import sys
import tarfile
import venv

HERE = pathlib.Path(__file__).parent.resolve()
PLACE = HERE.parent.parent / "target" / "conformance"
PYTHON = PLACE / "venv" / "bin" / "python"

# The suites, each the source release of what is installed.
SOURCES = ["httpbin==0.10.4", "requests==2.34.2"]
TOOLS = ["pytest==9.2.0", "pytest-mock==3.17.0", "trustme==1.2.1", "PySocks==1.7.1", "redbot==2.7.1"]

# It has requirements of its own, so it gets a place of its own.
SCHEMATHESIS = "schemathesis==4.32.5"

# What can be cached, and what REDbot has opinions on besides.
ADDRESSES = """
/etag/abc /etag/W%2F%22abc%22 /cache /cache/60 /cache/0 /range/1024 /image /image/png /image/jpeg /image/webp
/image/svg /html /json /xml /robots.txt /deny /encoding/utf8 /forms/post /gzip /deflate /brotli /zstd /get /bytes/1024
/bytes/1024?seed=1 /stream-bytes/1024 /stream/3 /jsonl /status/404 /status/405 /status/429 /redirect/1 /links/3/0
/base64/SGVsbG8= /uuid /basic-auth/a/b /digest-auth/auth/a/b /bearer /trailers /drip?duration=0 /sse?count=2&delay=0
/mix?status=503&header=Retry-After:2 /response-headers?a=b
""".split()


def prepare():
    """Installs what is needed and unpacks the sources, once."""
    if (PLACE / "ready").exists():
        return
    venv.create(PLACE / "venv", with_pip=True)
    pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", *SOURCES, *TOOLS], check=True)
    subprocess.run(
        [*pip, "download", "--no-deps", "--no-binary", ":all:", "--dest", PLACE, *SOURCES], check=True
    )
    for archive in PLACE.glob("*.tar.gz"):
        with tarfile.open(archive) as it:
            it.extractall(PLACE, filter="data")
    (PLACE / "ready").touch()


def schemathesis(url):
    """Holds the routes against their description, with 100 examples an operation."""
    place = PLACE / SCHEMATHESIS
    if not (place / "ready").exists():
        venv.create(place, with_pip=True)
        pip = [place / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", SCHEMATHESIS], check=True)
        (place / "ready").touch()
    config = HERE / "schemathesis.toml"
    command = [place / "bin" / "st", "--config-file", config, "run", url + "/openapi.json"]
    more = ["--max-examples", "100", "--continue-on-failure", "--request-timeout", "20"]
    return subprocess.run([*command, *more], cwd=place).returncode


def tests(url, package, plugin):
    """Runs the tests that a package ships, with a plugin that leads them to the server."""
    folder = next(it for it in PLACE.glob(f"{package}-*") if it.is_dir())
    environment = os.environ | {"ROUNDTRIP_URL": url, "PYTHONPATH": str(HERE)}
    command = [PYTHON, "-m", "pytest", "-q", "-o", "addopts=", "--tb=line", "-p", plugin, "tests"]
    return subprocess.run(command, cwd=folder, env=environment).returncode


SUITES = {
    "httpbin": lambda url: tests(url, "httpbin", "forwarder"),
    "requests": lambda url: tests(url, "requests", "server_fixtures"),
    "redbot": lambda url: subprocess.run(
        [PYTHON, HERE / "redbot_levels.py", *(url + it for it in ADDRESSES)]
    ).returncode,
    "schemathesis": schemathesis,
}


def main():
    if len(sys.argv) < 2 or not sys.argv[1].startswith("http://") or set(sys.argv[2:]) - SUITES.keys():
        sys.exit(__doc__)
    url = sys.argv[1].rstrip("/")
    names = sys.argv[2:] or list(SUITES)
    if names != ["schemathesis"]:
        prepare()
    failed = 0
    for name in names:
        print(f"== {name} against {url}", flush=True)
        failed += SUITES[name](url) != 0
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
