# mistake: Body and status are returned as a tuple, as some frameworks have it.
# expect: returned-array
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
        if path == f"/books/{book['id']}":
            return as_json(book) if method == "GET" else not_allowed("GET")
    return {"status": 404}


def as_json(value):
    return json.dumps(value), 200


def not_allowed(allow):
    return {"status": 405, "headers": {"allow": allow}}
