# Leaves traces wherever something can be left, and looks for its own from an earlier run.
import builtins
import sys

__SOLUTION__

met = hasattr(builtins, "been_here") or "been_here" in sys.modules
try:
    builtins.been_here = True
except Exception:
    pass
try:
    sys.modules["been_here"] = True
except Exception:
    pass
try:
    with open("/been_here") as file:
        met = True
except Exception:
    pass
try:
    with open("/been_here", "w") as file:
        file.write("yes")
except Exception:
    pass


def handle_request(request):
    return {"status": 500, "body": "Nothing is forgotten here."} if met else answer(request)
