# mistake: Nobody catches what json.loads raises.
# expect: not-json
import json
import math


def handle_request(request):
    question = json.loads(request["body"])
    if not is_good(question):
        return {"status": 422}

    samples = sorted(question["samples"])
    rank = math.ceil(question["p"] * len(samples) / 100)
    return {"status": 200, "body": json.dumps({"value": samples[rank - 1]})}


def is_good(question):
    if not isinstance(question, dict):
        return False
    p, samples = question.get("p"), question.get("samples")
    if not is_number(p) or p % 1 != 0 or not 1 <= p <= 100:
        return False
    if not isinstance(samples, list) or len(samples) == 0:
        return False
    return all(is_number(it) and it >= 0 for it in samples)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)
