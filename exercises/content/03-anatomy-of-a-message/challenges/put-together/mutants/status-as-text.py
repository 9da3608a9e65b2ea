# mistake: The status is compared with text, and is a number.
# expect: length-where-no-body-is
import json


def handle_request(request):
    parts = json.loads(request["body"])
    status, headers, body = parts["status"], parts["headers"], parts["body"]
    if any("\r" in value or "\n" in value for _, value in headers):
        return {"status": 400}

    lines = [f"HTTP/1.1 {status} {parts['reason']}"]
    for name, value in headers:
        lines.append(f"{name}: {value}")
    has_body = status not in ("204", "304")
    if has_body:
        lines.append(f"Content-Length: {len(body.encode())}")

    head = "\r\n".join(lines + ["", ""])
    return {"status": 200, "body": head + body if has_body else head}
