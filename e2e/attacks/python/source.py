# A text that is never closed.
def handle_request(request):
    return """
