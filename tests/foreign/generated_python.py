"""Calls every operation of the client that openapi-generator makes for Python, and reads every example of an answer."""

import importlib
import json
import sys


def main(folder, document, url):
    sys.path.insert(0, folder)
    oms = importlib.import_module("oms_gen")
    with open(document, encoding="utf-8") as file:
        paths = json.load(file)["paths"]
    client = oms.ApiClient(oms.Configuration(host=url, username="admin", password="secret"))
    apis = [getattr(oms, name)(client) for name in dir(oms) if name.endswith("Api")]
    called = decoded = 0
    faults = []
    for path in paths.values():
        operation = path["post"]
        name = operation["operationId"]
        content = operation["requestBody"]["content"]["application/json"]["examples"]
        spelt = name.lower()
        method = next(
            getattr(api, known)
            for api in apis
            for known in dir(api)
            if known.replace("_", "") == spelt
        )
        # An object without fields has no class of its own.
        request = getattr(oms, name + "Request", None)
        for example in content.values():
            try:
                answer = method(request.from_dict(example["value"]) if request else example["value"])
                called += isinstance(answer.success, bool)
            except Exception as error:
                faults.append(f"{name}: {type(error).__name__}: {str(error)[:300]}")
        for case, example in operation["responses"]["200"]["content"]["application/json"]["examples"].items():
            model = getattr(oms, name + "Answer", None) or oms.Envelope
            try:
                read = model.from_dict(example["value"])
                decoded += read.success == example["value"]["success"]
            except Exception as error:
                faults.append(f"{name}, {case}: {type(error).__name__}: {str(error)[:300]}")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(json.dumps({"called": called, "decoded": decoded}))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
