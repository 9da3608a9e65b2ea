# Tens of thousands of lines on the console, with right answers.
__SOLUTION__


def handle_request(request):
    for number in range(500):
        print("line", number, "x" * 100)
    return answer(request)
