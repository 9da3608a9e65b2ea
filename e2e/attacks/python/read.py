# Looks for anything that is not of the language: the page, the harness, what else runs. (`new` is a method of every proxy.)
import sys

__SOLUTION__

found = []
for name in ("js", "jsffi"):
    try:
        module = __import__(name)
        found.extend([it for it in dir(module) if not it.startswith("__") and it != "new"])
    except Exception:
        pass
for name in ("load", "begin", "call", "make", "state", "world"):
    try:
        found.append(eval(name) and name)
    except NameError:
        pass
try:
    found.extend([it for it in dir(__import__("__main__")) if it in ("load", "begin", "call", "make")])
except ImportError:
    pass


def handle_request(request):
    return {"status": 500, "body": ",".join(found)} if found else answer(request)
