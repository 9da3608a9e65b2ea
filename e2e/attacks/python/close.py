# Leaves the program.
import sys


def handle_request(request):
    sys.exit(0)
