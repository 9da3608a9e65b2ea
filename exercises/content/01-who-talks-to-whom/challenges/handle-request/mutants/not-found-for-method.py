# mistake: One look-up of method and path together cannot tell why it found nothing.
# expect: not-found-for-method
ROUTES = {
    ("GET", "/hello"): "Hello, World!",
    ("GET", "/time"): "Current time",
    ("POST", "/echo"): "Echo received",
}


def handle_request(request):
    path = request["path"].split("?")[0]
    body = ROUTES.get((request["method"], path))
    if body is None:
        return {"status": 404, "body": "Not Found"}
    return {"status": 200, "body": body}
