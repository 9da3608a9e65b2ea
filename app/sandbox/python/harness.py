# The part of the agent that stands inside Python: loads a learner's code, calls its function, and writes down what it
# saw as text. It judges nothing. The forms are those of `agent/values.js` and `agent/grade.js`; the judge reads both.
#
# Everything it needs of the language is bound here, before learner code runs, so that an overridden builtin changes none.


def make(
    BaseException=BaseException, bool=bool, bytearray=bytearray, bytes=bytes, callable=callable, compile=compile, dict=dict,
    exec=exec, float=float, frozenset=frozenset, getattr=getattr, int=int, isinstance=isinstance, len=len, list=list,
    repr=repr, set=set, str=str, tuple=tuple, type=type,
):
    from io import StringIO
    from json import dumps, loads
    from sys import print_exception

    FILE = "handler.py"
    MAX_NODES = 2000
    MAX_DEPTH = 12
    MAX_ITEMS = 200
    MAX_STRING = 8192
    MAX_KEY = 200
    MAX_VALUE = 65536
    NODE = 8  # bytes around any value
    FRAME = 32  # and more around one that holds others
    GENERATOR = type((lambda: (yield))())

    left = [0, 0]  # how many values and bytes may still be written
    time = [0]
    state = [None, None]  # the learner's function, and the store of the case under way

    class Clock:
        def now(self):
            return time[0]

    clock = Clock()

    def cut(text, limit):
        """For what is only shown: its end stands for the rest, where there is too much of it."""
        return text[:limit] + "…" if len(text) > limit else text

    def spend(text):
        size = len(text.encode())
        if size > left[1]:
            return '["x"]'
        left[1] -= size
        return text

    def number(value):
        text = repr(value)
        if text in ("nan", "inf", "-inf", "-0.0"):
            return '["n","' + {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity", "-0.0": "-0"}[text] + '"]'
        plain = len(text) <= 16 and "e" not in text
        return text if plain else '["n","' + text + '"]'

    def whole(value):
        if -9007199254740992 <= value <= 9007199254740992:
            return number(value)
        if -(1 << 3000) < value < 1 << 3000:
            return '["b","' + str(value) + '"]'
        return '["x"]'  # more digits than anybody reads, and to write them takes long

    def is_odd(text):
        """Whether lone surrogates are in it, which get lost on the way out."""
        data = text.encode()
        at = data.find(b"\xed")
        while at >= 0 and data[at + 1] < 0xA0:
            at = data.find(b"\xed", at + 1)
        return at >= 0

    def text_of(value, limit):
        """A text that counts letter by letter: where it is not carried out whole and exact, it says so."""
        if len(value) > limit:
            return '["s",' + dumps(value[:limit]) + "," + str(len(value)) + "]"
        return '["w",' + dumps(value) + "]" if is_odd(value) else dumps(value)

    def key_of(key):
        # What is no text is only shown: `1` is not the key `"1"`.
        return text_of(key, MAX_KEY) if isinstance(key, str) else '["w",' + dumps(cut(repr(key), MAX_KEY)) + "]"

    def places(error):
        """The learner's own lines in an error, the innermost first: the name of what they are in, and the line."""
        out = StringIO()
        print_exception(error, out)
        found = []
        for line in out.getvalue()[-4000:].split("\n"):
            at = line.find('"' + FILE + '", line ')
            if at >= 0:
                place = line[at + len(FILE) + 9 :].split(", in ")
                found.insert(0, (place[1] if len(place) > 1 else "<module>", place[0]))
        return found

    def written(error, stack):
        try:
            message = str(error)
        except BaseException:
            message = ""
        return '["e",' + dumps(cut(type(error).__name__, 100)) + "," + dumps(cut(message, 1000)) + "," + dumps(stack) + "]"

    def thrown(error):
        return written(error, "".join([name + "@handler.js:" + line + "\n" for name, line in places(error)]))

    def shown(value):
        try:
            text = repr(bytes(value[:200]) if isinstance(value, (bytes, bytearray)) else value)
        except BaseException as error:
            return '["g",' + dumps(cut(str(error), 200)) + "]"
        return '["k",' + dumps(cut(text, 200)) + "]"

    def leaf(value):
        if value is True or value is False:
            return "true" if value else "false"
        if isinstance(value, str):
            return text_of(value, MAX_STRING)
        if isinstance(value, int):
            return whole(value)
        if isinstance(value, float):
            return number(value)
        if isinstance(value, BaseException):
            return thrown(value)
        if isinstance(value, GENERATOR):
            return '["p"]'
        if callable(value):
            return '["f",' + dumps(cut(str(getattr(value, "__name__", "")), 100)) + "]"
        return shown(value)

    def node(value, above):
        left[0] -= 1
        left[1] -= NODE
        if left[0] < 0 or left[1] <= 0:
            return '["x"]'
        if value is None:
            return "null"
        if not isinstance(value, (dict, list, tuple, set, frozenset)):
            return spend(leaf(value))
        for it in above:
            if it is value:
                return '["c"]'
        if len(above) >= MAX_DEPTH:
            return '["x"]'
        left[1] -= FRAME
        above = above + [value]
        return pairs(value, above) if isinstance(value, dict) else items(value, above)

    def pairs(value, above):
        found = ""
        taken = 0
        # A dict keeps no order here; a response is read best in that of its own.
        keys = [key for key in ("status", "headers", "body") if key in value]
        for key in keys + [key for key in value if key not in keys]:
            if taken >= MAX_ITEMS or left[0] <= 0 or left[1] <= 0:
                break
            name = spend(key_of(key))
            if name != '["x"]':
                found += ("," if taken else "") + "[" + name + "," + node(value[key], above) + "]"
                taken += 1
        return '["o",[' + found + "]," + str(len(value)) + ',""]'

    def items(value, above):
        found = ""
        taken = 0
        for it in value:
            if taken >= MAX_ITEMS or left[0] <= 0 or left[1] <= 0:
                break
            found += ("," if taken else "") + node(it, above)
            taken += 1
        tag = "t" if isinstance(value, (set, frozenset)) else "a"
        return '["' + tag + '",[' + found + "]," + str(len(value)) + "]"

    def encode(value, limit):
        left[0] = MAX_NODES
        left[1] = limit
        return '["u"]' if value is None else node(value, [])

    def load(source, entry):
        """Loads the code. Gives the beginning of the line that says why there is nothing to call, else nothing."""
        try:
            code = compile(source, FILE, "exec")
        except BaseException as error:
            at = places(error)
            return '["load-error",' + written(error, "") + "," + (at[0][1] if at else "0") + ",0,"
        scope = {"__name__": "handler"}
        try:
            exec(code, scope)
        except BaseException as error:
            return '["load-error",' + thrown(error) + ",0,0,"
        found = scope.get(entry)
        if not callable(found):
            names = [dumps(cut(it, 100)) for it in scope if isinstance(it, str) and callable(scope[it])]
            return '["no-entry",' + encode(found, 2000) + ",[" + ",".join(names[:10]) + "],"
        state[0] = found
        return ""

    def begin():
        """A new case: its store is empty."""
        state[1] = {}

    def call(request, now, world):
        """Calls the function. Gives how it ended, `r` or `t`, and the value that it returned or the error that it raised."""
        time[0] = now
        try:
            request = loads(request)
            value = state[0](request, state[1], clock) if world else state[0](request)
        except BaseException as error:
            return "t" + thrown(error)
        return "r" + encode(value, MAX_VALUE)

    return load, begin, call


load, begin, call = make()
