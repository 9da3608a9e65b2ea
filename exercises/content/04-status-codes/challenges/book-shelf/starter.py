import json

BOOKS = [
    {"id": 1, "title": "Dune"},
    {"id": 2, "title": "Emma"},
    {"id": 3, "title": "Ulysses"},
]


# request["method"] is a str such as "GET", request["path"] one such as "/books/2".
# Return a dict with "status", "headers" and "body": an int, a dict of names and values, a str.
def handle_request(request):
    if request["path"] == "/books":
        return {
            "status": 200,
            "headers": {"content-type": "application/json"},
            "body": json.dumps(BOOKS),
        }
    return {"status": 404}
