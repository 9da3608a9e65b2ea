# mistake: The id is cut out of the path and read as a number.
# expect: book-for-any-path
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
    id = path[len("/books/") :]
    if path.startswith("/books/") and id.isdigit() and 1 <= int(id) <= len(BOOKS):
        return as_json(BOOKS[int(id) - 1]) if method == "GET" else not_allowed("GET")
    return {"status": 404}


def as_json(value):
    return {"status": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(value)}


def not_allowed(allow):
    return {"status": 405, "headers": {"allow": allow}}
