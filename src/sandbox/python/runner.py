"""Runs one script, as the module majordomo_runner: part of the memory snapshot, so that a fresh interpreter has it and the common library loaded."""

import ast, asyncio, base64, bisect, calendar, collections, contextlib, copy, csv, dataclasses, datetime, decimal, difflib
import enum, fractions, functools, hashlib, heapq, html, io, itertools, json, linecache, math, operator, os, pathlib
import random, re, secrets, statistics, string, struct, sys, tempfile, textwrap, time, traceback, typing, unicodedata
import urllib.parse, uuid, xml.etree.ElementTree, zipfile, zoneinfo
from pyodide.code import eval_code_async

_SCRIPT = "<script>"
_DEEPEST = 100
_MOST_SAFE = 2**53 - 1


# What a script leaves behind: freeing a value that is nested very deep overflows the interpreter's stack, and the realm ends anyway.
_kept = []


class ToolError(Exception):
    """A tool refused or failed; `code` is stable, such as Worker.NotGranted."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class NotJson(Exception):
    pass


class TooLarge(Exception):
    pass


class _Tools:
    """`await tools.web_fetch({"url": ...})` or `await tools.web_fetch(url=...)`."""

    def __init__(self, call):
        object.__setattr__(self, "_call", call)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        call = object.__getattribute__(self, "_call")

        async def tool(arguments=None, **named):
            try:
                text = json.dumps(_plain({**(arguments or {}), **named}, [], _Budget(5_000_000)))
            except (NotJson, TooLarge) as error:
                raise TypeError(f"The arguments of {name} cannot be passed on: {error}.") from None
            answer = json.loads(await call(name, text), object_hook=_bytes_hook)
            if not answer["ok"]:
                raise ToolError(answer["error"]["code"], answer["error"]["message"])
            return answer["value"]

        return tool


class _Budget:
    def __init__(self, limit):
        self.limit = limit
        self.left = limit

    def take(self, size):
        self.left -= size
        if self.left < 0:
            raise TooLarge(f"it takes more than {self.limit} bytes")


def _bytes_hook(value):
    if len(value) == 1 and isinstance(value.get("$bytes"), str):
        return base64.b64decode(value["$bytes"])
    return value


def _plain(value, path, budget):
    """The value as what JSON can carry. Dates become ISO text, bytes {"$bytes": base64}, sets and tuples lists."""
    budget.take(1)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, enum.Enum):
        return _plain(value.value, path, budget)
    if isinstance(value, int):
        return int(value) if -_MOST_SAFE <= value <= _MOST_SAFE else str(int(value))
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, str):
        budget.take(len(value))
        return str(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        budget.take(len(value) * 4 // 3)
        return {"$bytes": base64.b64encode(bytes(value)).decode("ascii")}
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (decimal.Decimal, fractions.Fraction, uuid.UUID, pathlib.PurePath)):
        return str(value)
    if len(path) >= _DEEPEST:
        raise NotJson(f"it is nested more than {_DEEPEST} deep: give back something flatter, such as a list of rows")
    if any(value is outer for outer in path):
        raise NotJson("it contains itself")
    path = [*path, value]
    if isinstance(value, dict):
        plain = {}
        for key, item in value.items():
            if not isinstance(key, (str, int, float, bool, type(None))):
                raise NotJson(f"a dictionary's key is a {type(key).__name__}, not text")
            name = key if isinstance(key, str) else json.dumps(key)
            budget.take(len(name))
            plain[str(name)] = _plain(item, path, budget)
        return plain
    if isinstance(value, (list, tuple, set, frozenset, collections.deque)):
        return [_plain(item, path, budget) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name), path, budget) for field in dataclasses.fields(value)}
    # Arrays and numbers of numpy, tables of pandas.
    for method in ("tolist", "to_dict"):
        if hasattr(type(value), method):
            return _plain(getattr(value, method)(), path, budget)
    raise NotJson(f"it is or contains a {type(value).__name__}")


def begin():
    """What must differ from one interpreter to the next, although all come from one snapshot."""
    random.seed()
    tempfile._name_sequence = None


def _line_of(error):
    line = None
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == _SCRIPT:
            line = frame.lineno
    return line


def _words(error):
    try:
        return "".join(traceback.format_exception_only(type(error), error)).strip()
    except BaseException:
        return type(error).__name__


def _failed(code, message, line=None):
    return json.dumps({"ok": False, "code": code, "message": message, "line": line})


async def run(code, input_text, call_tool, value_bytes):
    """@returns JSON text: {"ok": true, "value": JSON text} or {"ok": false, "code", "message", "line"}"""
    linecache.cache[_SCRIPT] = (len(code), None, code.splitlines(keepends=True), _SCRIPT)
    for folder in ("/inputs", "/outputs"):
        os.makedirs(folder, exist_ok=True)
    scope = {
        "__name__": "__main__",
        "input": json.loads(input_text, object_hook=_bytes_hook),
        "tools": _Tools(call_tool),
        "ToolError": ToolError,
    }
    _kept.append(scope)
    try:
        try:
            value = await eval_code_async(code, scope, quiet_trailing_semicolon=False, filename=_SCRIPT)
        except SystemExit as error:
            if error.code not in (None, 0):
                raise
            value = None
        _kept.append(value)
        text = json.dumps(_plain(value, [], _Budget(value_bytes)), allow_nan=False)
        if len(text) > value_bytes:
            raise TooLarge(f"it takes more than {value_bytes} bytes")
        return json.dumps({"ok": True, "value": text})
    except SyntaxError as error:
        if error.filename != _SCRIPT:
            return _failed("Sandbox.ScriptError", _words(error), _line_of(error))
        return _failed("Sandbox.SyntaxError", f"{type(error).__name__}: {error.msg}", error.lineno)
    except KeyboardInterrupt as error:
        return _failed("Sandbox.Timeout", "The script was interrupted.", _line_of(error))
    except MemoryError as error:
        return _failed("Sandbox.OutOfMemory", "The script needs more memory than it may have.", _line_of(error))
    except TooLarge as error:
        return _failed("Sandbox.OutputTooLarge", f"The script's value cannot be given back: {error}.")
    except NotJson as error:
        return _failed("Sandbox.NotJson", f"The script's value cannot be given back: {error}.")
    except BaseException as error:
        return _failed("Sandbox.ScriptError", _words(error), _line_of(error))
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(BaseException):
                stream.flush()
