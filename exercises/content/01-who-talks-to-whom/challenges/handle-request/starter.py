# request["method"] is a str such as "GET".
# request["path"] is a str such as "/hello" or "/hello?lang=en".
def handle_request(request):
    # Answer the three routes here.

    return {"status": 404, "body": "Not Found"}
