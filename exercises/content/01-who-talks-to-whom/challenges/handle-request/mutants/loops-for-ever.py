# mistake: The search for the query never ends where there is none.
# expect: timeout
ROUTES = {
    "/hello": ("GET", "Hello, World!"),
    "/time": ("GET", "Current time"),
    "/echo": ("POST", "Echo received"),
}


def handle_request(request):
    path = ""
    while not path.endswith("?"):
        path = request["path"][: len(path) + 1]
    if path not in ROUTES:
        return {"status": 404, "body": "Not Found"}
    method, body = ROUTES[path]
    if method != request["method"]:
        return {"status": 405, "body": "Method Not Allowed"}
    return {"status": 200, "body": body}
