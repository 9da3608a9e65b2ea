import json


# `store` is a dict. It begins empty, and what you put into it is still there at the next request of the case.
def handle_request(request, store, clock):
    if "left" not in store:
        store["left"] = 5

    if request["path"] == "/stock":
        return as_json(200, {"left": store["left"]})
    if request["path"] == "/orders":
        count = json.loads(request["body"])["count"]
        store["left"] -= count
        return as_json(201, {"left": store["left"]})
    # What is left are posts and likes.
    return as_json(200, {"likes": 0})


def as_json(status, value):
    return {"status": status, "body": json.dumps(value)}
