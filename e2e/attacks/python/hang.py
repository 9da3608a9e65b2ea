# A loop that no exception ends.
def handle_request(request):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
