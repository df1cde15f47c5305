"""Reads every example with the models that openapi-python-client makes, and writes it again."""

import importlib
import json
import sys


def main(folder, document):
    sys.path.insert(0, folder)
    models = importlib.import_module("openapi_python.models")
    spelt = {name.lower(): getattr(models, name) for name in models.__all__}
    with open(document, encoding="utf-8") as file:
        paths = json.load(file)["paths"]
    decoded, faults = 0, []
    for path in paths.values():
        operation = path["post"]
        name = operation["operationId"].lower()
        sent = operation["requestBody"]["content"]["application/json"]["examples"]
        came = operation["responses"]["200"]["content"]["application/json"]["examples"]
        for suffix, examples in (("request", sent), ("answer", came)):
            model = spelt.get(name + suffix, spelt["envelope"])
            for case, example in examples.items():
                value = example["value"]
                try:
                    back = model.from_dict(json.loads(json.dumps(value))).to_dict()
                    if back == value:
                        decoded += 1
                    else:
                        faults.append(f"{name}{suffix}, {case}: {json.dumps(back)[:400]}")
                except Exception as error:
                    faults.append(f"{name}{suffix}, {case}: {type(error).__name__}: {str(error)[:300]}")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(json.dumps({"decoded": decoded}))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
