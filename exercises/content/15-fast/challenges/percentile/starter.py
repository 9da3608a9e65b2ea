import json


# request["body"] is JSON, such as {"p":80,"samples":[180,241,125,103,132]}
def handle_request(request):
    try:
        question = json.loads(request["body"])
        samples = question["samples"]
        value = sum(samples) / len(samples)  # This is the average. What should stand here instead?
    except (ValueError, KeyError, TypeError, ZeroDivisionError):
        return {"status": 500}  # Is that what should be said?
    return {"status": 200, "body": json.dumps({"value": value})}
