# mistake: A list keeps a user as often as they come.
# expect: likes-miscounted
import json


def handle_request(request, store, clock):
    method, path, headers = request["method"], request["path"], request["headers"]
    if path == "/stock":
        return as_json(200, {"left": left(store)})
    if path == "/orders":
        return order(store, headers.get("idempotency-key"), request["body"])

    post = path.split("/")[2]
    fans = store.setdefault(("likes", post), [])
    if method == "GET":
        return as_json(200, {"likes": len(fans)})
    if method == "PUT":
        fans.append(headers["x-user"])
    elif headers["x-user"] in fans:
        fans.remove(headers["x-user"])
    return {"status": 204}


def order(store, key, body):
    if key is None:
        return {"status": 400}
    if ("order", key) in store:
        first_body, answer = store["order", key]
        return answer if body == first_body else {"status": 422}
    answer = buy(store, json.loads(body)["count"])
    store["order", key] = (body, answer)
    return answer


def buy(store, count):
    if count > left(store):
        return as_json(409, {"left": left(store)})
    store["left"] = left(store) - count
    return as_json(201, {"left": left(store)})


def left(store):
    return store.get("left", 5)


def as_json(status, value):
    return {"status": status, "body": json.dumps(value)}
