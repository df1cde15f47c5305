"""Calls every operation of the client that openapi-generator makes for Python, and reads every example of an answer.

What it read is written again, and has to be what it was. A null counts as missing.
"""

import importlib
import json
import sys


def without_nulls(value):
    if isinstance(value, dict):
        return {key: without_nulls(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [without_nulls(inner) for inner in value]
    return value


def as_given(value, given):
    """Takes back what `from_dict` set without being told to: it makes a null of whatever is missing."""
    if isinstance(value, list):
        for inner, of in zip(value, given):
            as_given(inner, of)
    elif isinstance(given, dict) and hasattr(value, "model_fields_set"):
        for name, field in type(value).model_fields.items():
            if (field.alias or name) in given:
                as_given(getattr(value, name), given[field.alias or name])
            else:
                value.model_fields_set.discard(name)
    return value


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
                given = example["value"]
                answer = method(as_given(request.from_dict(given), given) if request else given)
                called += isinstance(answer.success, bool)
            except Exception as error:
                faults.append(f"{name}: {type(error).__name__}: {str(error)[:300]}")
        for case, example in operation["responses"]["200"]["content"]["application/json"]["examples"].items():
            model = getattr(oms, name + "Answer", None) or oms.Envelope
            try:
                # The reader may change what it reads.
                read = model.from_dict(json.loads(json.dumps(example["value"])))
                back = without_nulls(json.loads(read.to_json()))
                if back != without_nulls(example["value"]):
                    raise ValueError(f"comes back as {back}")
                decoded += 1
            except Exception as error:
                faults.append(f"{name}, {case}: {type(error).__name__}: {str(error)[:300]}")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(json.dumps({"called": called, "decoded": decoded}))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
