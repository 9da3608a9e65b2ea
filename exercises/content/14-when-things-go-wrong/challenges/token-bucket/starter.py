CAPACITY = 3
MS_PER_TOKEN = 4000


# `store` is a dict that begins empty and lives as long as the case. `clock.now()` gives milliseconds.
def handle_request(request, store, clock):
    client = request["headers"]["x-client"]
    bucket = store.get(client, {"tokens": CAPACITY, "at": clock.now()})

    # How many tokens are there now? Is it enough? What has to be noted?

    store[client] = bucket
    return {"status": 200}
