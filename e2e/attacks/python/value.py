# A dict whose keys only look like the right ones, with itself inside.
class Key:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


def handle_request(request):
    it = {Key("status"): 200, Key("body"): "Hello, World!"}
    it["self"] = it
    return it
