# mistake: To drop the query, the function calls itself, and never stops.
# expect: stack-overflow
def handle_request(request):
    path = request["path"].split("?")[0]
    return handle_request({"method": request["method"], "path": path})
