import json


# request["body"] is JSON, such as
# {"status":200,"reason":"OK","headers":[["Content-Type","text/plain"]],"body":"Hello."}
def handle_request(request):
    parts = json.loads(request["body"])

    lines = [f"HTTP/1.1 {parts['status']}"]
    # What else belongs in the status line? Which lines follow it? And is there always a body?

    return {"status": 200, "body": "\n".join(lines)}
