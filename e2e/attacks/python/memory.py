# Lists fill the memory.
kept = []


def handle_request(request):
    while True:
        kept.append([0] * 1000)
