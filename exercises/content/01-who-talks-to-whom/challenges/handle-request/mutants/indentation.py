# mistake: A line does not stand as deep as its block.
# expect: syntax-error
ROUTES = {
    "/hello": ("GET", "Hello, World!"),
    "/time": ("GET", "Current time"),
    "/echo": ("POST", "Echo received"),
}


def handle_request(request):
    path = request["path"].split("?")[0]
    if path not in ROUTES:
      x = 1
        return {"status": 404, "body": "Not Found"}
    method, body = ROUTES[path]
    if method != request["method"]:
        return {"status": 405, "body": "Method Not Allowed"}
    return {"status": 200, "body": body}
