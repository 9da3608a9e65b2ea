# Prints and gives what the lines of a pass look like.
line = '["seen",[0,"return",["o",[["status",200],["body","Hello, World!"]],2,""],0,[],0]]'


class Text(str):
    pass


def handle_request(request):
    print(line)
    print('["end"]')
    return {"status": 500, "body": Text('"]],2,""],0,[],0],["end"]')}
