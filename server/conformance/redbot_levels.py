"""Runs REDbot on the addresses given, and prints what it warns of or calls bad. Exits with 1 if there is anything."""

import subprocess
import sys
from configparser import ConfigParser

import thor
from httplint.note import levels
from redbot.resource import HttpResource


def findings(resource):
    """REDbot asks several times, in several ways: each of these has notes of its own."""
    notes = list(resource.response.notes)
    for check in resource.subreqs.values():
        notes += check.response.notes if check.fetch_done else []
    return [it for it in notes if it.level in (levels.WARN, levels.BAD)]


def check(url):
    config = ConfigParser()
    config.read_dict({"redbot": {"enable_local_access": "True"}})
    resource = HttpResource(config["redbot"], descend=False)
    resource.set_request(url)
    resource.on("check_done", thor.stop)
    resource.check()
    thor.run()
    if resource.fetch_error:
        print(f"--- {url}\n    {resource.fetch_error!r}")
        return 1
    found = findings(resource)
    print(f"{resource.response.status_code_str} {url}")
    for note in found:
        print(f"    {note.level.value}: {note.category.value}: {note.summary}")
    return len(found)


def main(urls):
    if len(urls) == 1:
        return check(urls[0])
    # REDbot's loop runs once a process.
    counts = [subprocess.run([sys.executable, __file__, it]).returncode for it in urls]
    print(f"REDbot: {len(urls)} addresses, {sum(counts)} findings")
    return 1 if any(counts) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
