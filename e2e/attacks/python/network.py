# Asks for an address in every way that Python and the page's language may have.
__SOLUTION__

target = "__ORIGIN__/breach/python"
for run in (
    lambda: __import__("js").fetch(target),
    lambda: __import__("js").XMLHttpRequest.new(),
    lambda: __import__("js").eval("fetch('" + target + "')"),
    lambda: __import__("jsffi").JsProxy,
    lambda: __import__("socket").getaddrinfo("127.0.0.1", 80),
    lambda: __import__("urequests").get(target),
    lambda: __import__("mip").install(target),
):
    try:
        run()
    except Exception:
        pass


def handle_request(request):
    return answer(request)
