# mistake: Status and body are returned as a tuple, as some frameworks have it.
# expect: returned-array
ROUTES = {
    "/hello": ("GET", "Hello, World!"),
    "/time": ("GET", "Current time"),
    "/echo": ("POST", "Echo received"),
}


def handle_request(request):
    path = request["path"].split("?")[0]
    if path not in ROUTES:
        return {"status": 404, "body": "Not Found"}
    method, body = ROUTES[path]
    if method != request["method"]:
        return {"status": 405, "body": "Method Not Allowed"}
    return 200, body
