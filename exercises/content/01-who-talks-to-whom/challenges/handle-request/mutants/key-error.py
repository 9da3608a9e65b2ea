# mistake: The table is asked for a path that it does not have.
# expect: threw
ROUTES = {
    "/hello": ("GET", "Hello, World!"),
    "/time": ("GET", "Current time"),
    "/echo": ("POST", "Echo received"),
}


def handle_request(request):
    path = request["path"].split("?")[0]
    method, body = ROUTES[path]
    if method != request["method"]:
        return {"status": 405, "body": "Method Not Allowed"}
    return {"status": 200, "body": body}
