import json

USERS = {
    "k7Qm2x": {"name": "Ana", "role": "admin"},
    "p4Ttz9": {"name": "Ben", "role": "reader"},
    "w8LsR3": {"name": "Cleo", "role": "reader"},
}


# request["headers"] is a dict. Its "authorization" is a str such as "Bearer k7Qm2x", where there is one.
def handle_request(request):
    user = USERS["k7Qm2x"]  # Who is it really?

    if request["path"] == "/me":
        return {"status": 200, "body": json.dumps({"name": user["name"]})}
    return {"status": 404}
