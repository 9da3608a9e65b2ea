# mistake: Who is not known gets a 403.
# expect: forbidden-for-unknown
import json

USERS = {
    "k7Qm2x": {"name": "Ana", "role": "admin"},
    "p4Ttz9": {"name": "Ben", "role": "reader"},
    "w8LsR3": {"name": "Cleo", "role": "reader"},
}


def handle_request(request):
    path = request["path"]
    if path not in ("/me", "/admin"):
        return {"status": 404}

    user = who_asks(request["headers"].get("authorization", ""))
    if user is None:
        return {"status": 403, "headers": {"www-authenticate": "Bearer"}}

    if path == "/admin":
        return {"status": 200 if user["role"] == "admin" else 403}
    return {"status": 200, "body": json.dumps({"name": user["name"]})}


def who_asks(authorization):
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer":
        return None
    return USERS.get(token.strip())
