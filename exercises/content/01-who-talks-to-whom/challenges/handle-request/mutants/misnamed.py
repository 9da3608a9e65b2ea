# mistake: The function has the name that it has in JavaScript.
# expect: entry-missing
ROUTES = {
    "/hello": ("GET", "Hello, World!"),
    "/time": ("GET", "Current time"),
    "/echo": ("POST", "Echo received"),
}


def handleRequest(request):
    path = request["path"].split("?")[0]
    if path not in ROUTES:
        return {"status": 404, "body": "Not Found"}
    method, body = ROUTES[path]
    if method != request["method"]:
        return {"status": 405, "body": "Method Not Allowed"}
    return {"status": 200, "body": body}
