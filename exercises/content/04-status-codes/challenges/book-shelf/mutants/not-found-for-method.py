# mistake: One look-up of method and path together cannot tell why it found nothing.
# expect: not-found-for-method
import json

BOOKS = [
    {"id": 1, "title": "Dune"},
    {"id": 2, "title": "Emma"},
    {"id": 3, "title": "Ulysses"},
]


def handle_request(request):
    method, path = request["method"], request["path"]
    if (method, path) == ("GET", "/books"):
        return as_json(BOOKS)
    if (method, path) == ("POST", "/books"):
        return {"status": 201, "headers": {"location": f"/books/{len(BOOKS) + 1}"}}
    for book in BOOKS:
        if (method, path) == ("GET", f"/books/{book['id']}"):
            return as_json(book)
    return {"status": 404}


def as_json(value):
    return {"status": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(value)}


def not_allowed(allow):
    return {"status": 405, "headers": {"allow": allow}}
