# mistake: A number is added to text.
# expect: threw
import json

BOOKS = [
    {"id": 1, "title": "Dune"},
    {"id": 2, "title": "Emma"},
    {"id": 3, "title": "Ulysses"},
]


def handle_request(request):
    method, path = request["method"], request["path"]
    if path == "/books":
        if method == "GET":
            return as_json(BOOKS)
        if method == "POST":
            return {"status": 201, "headers": {"location": f"/books/{len(BOOKS) + 1}"}}
        return not_allowed("GET, POST")
    for book in BOOKS:
        if path == "/books/" + book["id"]:
            return as_json(book) if method == "GET" else not_allowed("GET")
    return {"status": 404}


def as_json(value):
    return {"status": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(value)}


def not_allowed(allow):
    return {"status": 405, "headers": {"allow": allow}}
