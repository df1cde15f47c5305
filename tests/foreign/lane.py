"""Lets programs that nobody here wrote read the OpenAPI documents, and prints what came of it as a table.

`cargo xtask foreign` installs the programs and runs this. It ends with 1 where a cell says no.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NEWER = ROOT / "docs/openapi/openapi.json"
OLDER = ROOT / "docs/openapi/openapi-3.0.json"
# Prism carries no query in the key of a path, so it is given documents of one action.
MOCKED = ["DescribeProjectSteps", "ListAllLabels"]
ANSWERS = 10

PYTHON = Path(sys.executable).parent
WORK = Path(sys.argv[1]).absolute()
NODE = Path(sys.argv[2]).absolute()
SIMULATOR = sys.argv[3]
OMS = sys.argv[4]
ENVIRONMENT = {**os.environ, "PATH": f"{PYTHON}:{os.environ['PATH']}"}

rows = []
failed = []


def run(*command, cwd=ROOT, timeout=600):
    command = [str(word) for word in command]
    print("$", " ".join(command), file=sys.stderr, flush=True)
    return subprocess.run(
        command, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, timeout=timeout, check=False
    )


def well(ended):
    """Return whether a program ended well; what it said is shown where it did not."""
    if ended.returncode != 0:
        print(ended.stdout[-3000:], ended.stderr[-3000:], file=sys.stderr)
    return ended.returncode == 0


def row(tool, accepts="", compiles="", calls="", decodes="", remarks=""):
    cells = [accepts, compiles, calls, decodes]
    words = [{True: "yes", False: "**no**"}.get(cell, cell) for cell in cells]
    if False in cells:
        failed.append(tool)
    rows.append("| " + " | ".join([tool, *words, remarks]) + " |")


def version(text):
    """The first number of the text that looks like a version."""
    found = re.search(r"\d+\.\d+[.\d]*", text)
    return found.group() if found else "?"


def of_python(package):
    return version(run(PYTHON / "python", "-m", "pip", "show", package).stdout.split("Version:")[1])


def of_node(package):
    with open(NODE / package / "package.json", encoding="utf-8") as file:
        return json.load(file)["version"]


def validators():
    ended = run(PYTHON / "openapi-spec-validator", NEWER, OLDER)
    row(f"openapi-spec-validator {of_python('openapi-spec-validator')}", well(ended))
    ended = run(NODE / ".bin/redocly", "lint", "--config", ROOT / ".redocly.yaml", "openapi", "openapi-3.0")
    row(f"Redocly {of_node('@redocly/cli')}", well(ended), remarks="`.redocly.yaml` says which rules are off, and why")
    ended = run(NODE / ".bin/spectral", "lint", "--ruleset", ROOT / ".spectral.yaml", "--fail-severity", "warn", NEWER, OLDER)
    row(f"Spectral {of_node('@stoplight/spectral-cli')}", well(ended), remarks="`.spectral.yaml` says which rules are off, and why")


def generated(language, *options):
    folder = WORK / language
    shutil.rmtree(folder, ignore_errors=True)
    ended = run(PYTHON / "openapi-generator-cli", "generate", "-i", NEWER, "-g", language, "-o", folder, *options)
    return folder, well(ended)


def counts(ended):
    """Return what a program counted: its last line is an object."""
    if not well(ended):
        return None
    return json.loads(ended.stdout.splitlines()[-1])


def cells(found):
    """The cells of calls and of examples that were read."""
    if found is None:
        return False, False
    return f"{found['called']} of {found['called']}", f"{found['decoded']} of {found['decoded']}"


def openapi_generator(url):
    of = f"openapi-generator {of_python('openapi-generator-cli')}"
    if shutil.which("java") is None:
        row(f"{of}, all languages", "skipped", remarks="SKIPPED: Java is not installed")
        return
    folder, accepted = generated("python", "--additional-properties=packageName=oms_gen")
    compiled = well(run(PYTHON / "python", "-m", "compileall", "-q", folder))
    calls, decodes = cells(counts(run(PYTHON / "python", HERE / "generated_python.py", folder, NEWER, url)))
    row(f"{of}, Python", accepted, compiled, calls, decodes, "its `success: false` is a return value")
    folder, accepted = generated("typescript-fetch")
    options = ["--strict", "--target", "es2020", "--module", "commonjs", "--lib", "es2020,dom", "--skipLibCheck"]
    compiled = well(run(NODE / ".bin/tsc", *options, "--outDir", folder / "js", folder / "index.ts"))
    calls, decodes = cells(counts(run("node", HERE / "generated_typescript.cjs", folder / "js", NEWER, url)))
    row(f"{of}, TypeScript (fetch)", accepted, compiled, calls, decodes, "its `success: false` is a return value")
    _, accepted = generated("go", "--additional-properties=packageName=oms")
    there = shutil.which("go") is not None
    row(f"{of}, Go", accepted, well(run("go", "build", "./...", cwd=WORK / "go")) if there else "skipped", "", "", "" if there else "SKIPPED: Go is not installed")
    folder, accepted = generated("java", "--library", "native")
    resolved = shutil.which("mvn") is not None and run("mvn", "-q", "dependency:resolve", cwd=folder).returncode == 0
    row(f"{of}, Java", accepted, well(run("mvn", "-q", "compile", cwd=folder)) if resolved else "skipped", "", "", "" if resolved else "SKIPPED: Maven is missing, or cannot reach its repository")


def openapi_python_client():
    folder = WORK / "openapi_python"
    shutil.rmtree(folder, ignore_errors=True)
    ended = run(PYTHON / "openapi-python-client", "generate", "--path", NEWER, "--output-path", folder, "--meta", "none")
    accepted = well(ended) and "WARNING" not in ended.stdout + ended.stderr
    found = counts(run(PYTHON / "python", HERE / "round_trip.py", WORK, NEWER))
    decodes = False if found is None else f"{found['decoded']} of {found['decoded']}"
    compiled = well(run(PYTHON / "python", "-m", "compileall", "-q", folder))
    row(f"openapi-python-client {of_python('openapi-python-client')}", accepted, compiled, "", decodes, "every example comes back as it went in")


def openapi_typescript():
    accepted = well(run(NODE / ".bin/openapi-typescript", NEWER, "-o", WORK / "openapi.ts", cwd=WORK))
    shutil.copy(HERE / "types.ts", WORK / "types.ts")
    compiled = well(run(NODE / ".bin/tsc", "--noEmit", "--strict", "--target", "es2020", "--skipLibCheck", WORK / "types.ts"))
    row(f"openapi-typescript {of_node('openapi-typescript')}", accepted, compiled)


def ask(url, body):
    headers = {"Content-Type": "application/json", "Authorization": "Basic YTpi"}
    request = urllib.request.Request(url, data=json.dumps(body).encode(), headers=headers, method="POST")
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def prism():
    read = mocked = skipped = 0
    for action in MOCKED:
        port = 4310 + MOCKED.index(action)
        document = ROOT / f"docs/openapi/{action}.json"
        server = subprocess.Popen(
            [str(NODE / ".bin/prism"), "mock", "-d", "-p", str(port), str(document)],
            env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )
        try:
            for line in server.stdout:
                if "listening" in line:
                    break
            base = f"http://127.0.0.1:{port}"
            command = re.sub(r"(?<!^)([A-Z])", r"-\1", action).lower()
            arguments = ["--id", "np_4w3a0001"] if action == "DescribeProjectSteps" else []
            for _ in range(ANSWERS):
                try:
                    ask(f"{base}/api/v2?Action={action}", {"id": "np_4w3a0001"} if arguments else {})
                except urllib.error.HTTPError:
                    # It could not make an answer up.
                    skipped += 1
                    continue
                ended = subprocess.run(
                    [OMS, "--endpoint", base, "--user", "a", command, *arguments],
                    env={**ENVIRONMENT, "OMS_PASSWORD": "b"}, capture_output=True, text=True, timeout=60, check=False,
                )
                said = ended.stdout + ended.stderr
                if "prism/errors" in said:
                    skipped += 1
                    continue
                mocked += 1
                # It succeeded, or the mock drew a refusal: both are answers that were read.
                known = ended.returncode == 0 or " refused " in said
                if not known:
                    print(said[-2000:], file=sys.stderr)
                read += known
        finally:
            server.kill()
            server.wait()
    row(f"Prism {of_node('@stoplight/prism-cli')}", mocked > 0, "", "", read == mocked and f"{read} of {mocked}", f"answers made up from documents of one action, read by `oms`; {skipped} of {skipped + mocked} could not be made up")


def schemathesis(url):
    ended = run(
        PYTHON / "schemathesis", "run", NEWER, "--url", url, "--auth", "admin:secret", "--max-examples", "3",
        "--phases", "examples,fuzzing", "--checks", "not_a_server_error,status_code_conformance,content_type_conformance",
        "--seed", "1", "--no-color", "--exclude-deprecated", "--suppress-health-check", "all", cwd=WORK, timeout=900,
    )
    cases = re.search(r"(\d+) generated", ended.stdout)
    row(f"schemathesis {of_python('schemathesis')}", True, "", well(ended), "", f"{cases.group(1) if cases else '?'} calls of the simulator: none ends in an error of the server")


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    simulator = subprocess.Popen([SIMULATOR, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        url = json.loads(simulator.stdout.readline())["url"]
        validators()
        openapi_generator(url)
        openapi_python_client()
        openapi_typescript()
        prism()
        schemathesis(url)
    finally:
        simulator.kill()
        simulator.wait()
    print("| tool | accepts | compiles | calls | decodes | remarks |")
    print("|---|---|---|---|---|---|")
    print("\n".join(rows))
    if failed:
        print("failed:", ", ".join(failed), file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    begun = time.monotonic()
    code = main()
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    sys.exit(code)
