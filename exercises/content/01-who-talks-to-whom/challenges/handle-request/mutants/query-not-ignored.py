# mistake: The whole target is taken for the path, its query included.
# expect: query-not-ignored
ROUTES = {
    "/hello": ("GET", "Hello, World!"),
    "/time": ("GET", "Current time"),
    "/echo": ("POST", "Echo received"),
}


def handle_request(request):
    path = request["path"]
    if path not in ROUTES:
        return {"status": 404, "body": "Not Found"}
    method, body = ROUTES[path]
    if method != request["method"]:
        return {"status": 405, "body": "Method Not Allowed"}
    return {"status": 200, "body": body}
