# mistake: The buckets are kept in a default value, which is made once for all calls.
# expect: first-refused
import math

CAPACITY = 3
MS_PER_TOKEN = 4000


def handle_request(request, store, clock, buckets={}):
    client = request["headers"]["x-client"]
    now = clock.now()
    bucket = buckets.get(client, {"tokens": CAPACITY, "at": now})
    tokens = min(CAPACITY, bucket["tokens"] + (now - bucket["at"]) / MS_PER_TOKEN)
    is_allowed = tokens >= 1
    buckets[client] = {"tokens": tokens - 1 if is_allowed else tokens, "at": now}
    if is_allowed:
        return {"status": 200}

    seconds = math.ceil((1 - tokens) * MS_PER_TOKEN / 1000)
    return {"status": 429, "headers": {"retry-after": str(seconds)}}
