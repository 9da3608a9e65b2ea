# mistake: retry-after is not rounded.
# expect: no-whole-number
import math

CAPACITY = 3
MS_PER_TOKEN = 4000


def handle_request(request, store, clock):
    client = request["headers"]["x-client"]
    now = clock.now()
    bucket = store.get(client, {"tokens": CAPACITY, "at": now})
    tokens = min(CAPACITY, bucket["tokens"] + (now - bucket["at"]) / MS_PER_TOKEN)
    is_allowed = tokens >= 1
    store[client] = {"tokens": tokens - 1 if is_allowed else tokens, "at": now}
    if is_allowed:
        return {"status": 200}

    seconds = (1 - tokens) * MS_PER_TOKEN / 1000
    return {"status": 429, "headers": {"retry-after": str(seconds)}}
