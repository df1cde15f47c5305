"""Lets programs that nobody here wrote read the OpenAPI documents, and prints what came of it as a table.

`cargo xtask foreign` writes the documents, installs the programs and runs this. It ends with 1 where a cell says no, and where the table
in `docs/openapi.md` has another row than the one that was printed; with OMS_UPDATE_TABLE=1 it writes them there.
With OMS_REQUIRE_FOREIGN=1, a row that was skipped is a failure, too.
"""

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
# Prism carries no query in the key of a path, so it is given documents of one action.
MOCKED = ["DescribeProjectSteps", "ListAllLabels"]
ANSWERS = 10
# So many calls are certain; a tool that makes fewer up was not asked as it should be.
LEAST_CALLS = 300
PAGE = ROOT / "docs/openapi.md"

PYTHON = Path(sys.executable).parent
DOCUMENTS = Path(sys.argv[1]).absolute()
NEWER = DOCUMENTS / "openapi.json"
OLDER = DOCUMENTS / "openapi-3.0.json"
WORK = Path(sys.argv[2]).absolute()
NODE = Path(sys.argv[3]).absolute()
SIMULATOR = sys.argv[4]
OMS = sys.argv[5]
ENVIRONMENT = {**os.environ, "PATH": f"{PYTHON}:{os.environ['PATH']}"}

rows = []
failed = []


def run(*command, cwd=ROOT, timeout=600, env=None):
    command = [str(word) for word in command]
    print("$", " ".join(command)[:300], file=sys.stderr, flush=True)
    return subprocess.run(
        command, cwd=cwd, env={**ENVIRONMENT, **(env or {})}, capture_output=True, text=True, timeout=timeout, check=False
    )


def well(ended):
    """Return whether a program ended well; what it said is shown where it did not."""
    if ended.returncode != 0:
        print(ended.stdout[-3000:], ended.stderr[-3000:], file=sys.stderr)
    return ended.returncode == 0


def row(tool, accepts="", compiles="", calls="", decodes="", remarks=""):
    cells = [accepts, compiles, calls, decodes]
    words = [{True: "yes", False: "**no**"}.get(cell, cell) for cell in cells]
    if False in cells or ("skipped" in cells and os.environ.get("OMS_REQUIRE_FOREIGN") == "1"):
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


def generated(language, *options, within="."):
    folder = WORK / language / within
    shutil.rmtree(folder, ignore_errors=True)
    ended = run(PYTHON / "openapi-generator-cli", "generate", "-i", NEWER, "-g", language, "-o", folder, *options)
    return folder, well(ended)


def counts(ended):
    """Return what a program counted: its last line is an object."""
    if not well(ended):
        return None
    return json.loads(ended.stdout.splitlines()[-1])


def ask(url, body, method="POST"):
    headers = {"Content-Type": "application/json", "Authorization": "Basic YTpi"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers=headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read() or "null")


def arrived(sent, came):
    """Returns whether a request came as it was sent. The simulator shows no secrets."""
    if isinstance(came, str) and "***" in came:
        return isinstance(sent, str)
    if isinstance(sent, dict) and isinstance(came, dict):
        return sent.keys() == came.keys() and all(arrived(sent[key], came[key]) for key in sent)
    if isinstance(sent, list) and isinstance(came, list):
        return len(sent) == len(came) and all(map(arrived, sent, came))
    return type(sent) is type(came) and sent == came


def without(value, left_out):
    """Returns a value without the fields that hold one of those that are left out."""
    if isinstance(value, dict):
        return {key: without(inner, left_out) for key, inner in value.items() if inner not in left_out}
    return [without(inner, left_out) for inner in value] if isinstance(value, list) else value


def awaited(left_out):
    """The requests by path as a client sends them that leaves some values out, and how many it sends as they are."""
    examples, able = {}, 0
    for path, item in json.loads(NEWER.read_text(encoding="utf-8"))["paths"].items():
        content = item["post"]["requestBody"]["content"]["application/json"]
        asked = [example["value"] for example in content["examples"].values()]
        sent = [without(value, left_out) for value in asked]
        able += sum(one == other for one, other in zip(asked, sent))
        examples[path] = sent
    return examples, able


def all_arrived(url, examples):
    """Returns whether the simulator got every one of the requests, each once and as it should be."""
    fine = True
    for request in ask(f"{url}/_sim/requests", None, "GET")["requests"]:
        of = examples[request["path"]]
        body = json.loads(request["body"])
        match = next((at for at, sent in enumerate(of) if arrived(sent, body)), None)
        if match is None:
            print(f"{request['path']}: nobody asked for {body}", file=sys.stderr)
            fine = False
        else:
            del of[match]
    missing = [path for path, of in examples.items() if of]
    if missing:
        print("not all requests arrived of", ", ".join(missing), file=sys.stderr)
    return fine and not missing


def called(url, *command, left_out=()):
    """The cells of calls and of examples that a generated client read and wrote again."""
    ask(f"{url}/_sim/reset", {})
    found = counts(run(*command))
    if found is None:
        return False, False
    examples, able = awaited(left_out)
    calls = all_arrived(url, examples) and f"{able} of {found['called']}"
    return calls, f"{found['decoded']} of {found.get('of', found['decoded'])}"


def openapi_generator(url):
    of = f"openapi-generator {of_python('openapi-generator-cli')}"
    a_value = "its `success: false` is a return value"
    folder, accepted = generated("python", "--additional-properties=packageName=oms_gen")
    compiled = well(run(PYTHON / "python", "-m", "compileall", "-q", folder))
    calls, decodes = called(url, PYTHON / "python", HERE / "generated_python.py", folder, NEWER, url)
    row(f"{of}, Python", accepted, compiled, calls, decodes, f"{a_value}; its `from_dict` makes a null of what is missing, its constructors do not")
    folder, accepted = generated("typescript-fetch")
    options = ["--strict", "--target", "es2020", "--module", "commonjs", "--lib", "es2020,dom", "--skipLibCheck"]
    compiled = well(run(NODE / ".bin/tsc", *options, "--outDir", folder / "js", folder / "index.ts"))
    calls, decodes = called(url, "node", HERE / "generated_typescript.cjs", folder / "js", NEWER, url)
    row(f"{of}, TypeScript (fetch)", accepted, compiled, calls, decodes, a_value)
    go(of, url, a_value)
    java(of, url, a_value)


def go(of, url, remark):
    shutil.rmtree(WORK / "go", ignore_errors=True)
    _, accepted = generated("go", "--additional-properties=packageName=oms,withGoMod=false", within="client")
    if shutil.which("go") is None:
        row(f"{of}, Go", accepted, "skipped", "", "", "SKIPPED: Go is not installed")
        return
    folder = WORK / "go"
    shutil.copy(HERE / "generated_go.go", folder / "main.go")
    (folder / "go.mod").write_text("module foreign.test/oms\n\ngo 1.18\n", encoding="utf-8")
    # Nothing beside Go itself is needed, and nothing is looked for.
    alone = {"GOPROXY": "off", "GOTOOLCHAIN": "local", "GOFLAGS": "-mod=mod", "GOCACHE": str(WORK / "go-cache")}
    compiled = well(run("go", "build", "-o", "calls", ".", cwd=folder, env=alone))
    calls, decodes = called(url, folder / "calls", NEWER, url) if compiled else ("", "")
    row(f"{of}, Go", accepted, compiled, calls, decodes, f"{remark}; its module needs no other")


def java(of, url, remark):
    _, accepted = generated("java", "--library", "native", "--additional-properties=openApiNullable=false,containerDefaultToNull=true")
    folder = WORK / "java"
    if shutil.which("javac") is None:
        row(f"{of}, Java (native)", accepted, "skipped", "", "", "SKIPPED: a JDK is not installed")
        return
    # The generator is itself a program in Java, and brings the Jackson that its clients need.
    archive = next(PYTHON.parent.glob("lib/python*/site-packages/openapi_generator_cli/openapi-generator.jar"))
    classes = folder / "classes"
    sources = [*(folder / "src/main/java").rglob("*.java"), HERE / "Generated.java", HERE / "GeneratedJava.java"]
    compiled = well(run("javac", "-nowarn", "-d", classes, "-cp", archive, *sources))
    path = f"{classes}{os.pathsep}{archive}"
    calls, decodes = called(url, "java", "-cp", path, "GeneratedJava", NEWER, url, left_out=(None,)) if compiled else ("", "")
    row(f"{of}, Java (native)", accepted, compiled, calls, decodes, f"{remark}; with `containerDefaultToNull=true`, and without `jackson-databind-nullable`, so that it sends no null")


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


def progenitor(url):
    manifest = HERE / "rust/Cargo.toml"
    pinned = (HERE / "rust/Cargo.lock").read_text(encoding="utf-8").split('name = "progenitor"')[1]
    tool = f"progenitor {version(pinned)}, Rust"
    # Its dependencies stay compiled from one run to the next; the simulator's are others.
    target = WORK.parent / "rust"
    made = {"OMS_DOCUMENT": str(OLDER), "CARGO_TARGET_DIR": str(target)}
    ended = run("cargo", "build", "--locked", "--quiet", "--manifest-path", manifest, env=made, timeout=1800)
    compiled = well(ended)
    # The build script has the client made.
    accepted = compiled or "custom build command" not in ended.stderr
    program = target / "debug/foreign-rust"
    calls, decodes = called(url, program, OLDER, url, left_out=(None, [], {})) if compiled else ("", "")
    row(tool, accepted, compiled, calls, decodes, "the twin in 3.0.3; its `success: false` is a return value; it sends no null, no empty list and no empty object, and drops the fields that a newer service adds")


def says(value):
    """Returns whether anything is said in a value, however many empty places it has."""
    if isinstance(value, dict):
        return any(map(says, value.values()))
    if isinstance(value, list):
        return any(map(says, value))
    return bool(value.strip()) if isinstance(value, str) else value is not None


def codes_of_success(action):
    """Returns the codes that an answer of the action may succeed with, as its document has them."""
    document = json.loads((DOCUMENTS / f"{action}.json").read_text(encoding="utf-8"))
    cases = document["components"]["schemas"][f"{action}Answer"]["allOf"][1]["anyOf"]
    return next(case for case in cases if "code" in case["properties"])["properties"]["code"]["enum"]


def verdict(answer, codes):
    """Returns what `oms` must say of an answer that a mock made up, and whether it ends well with it."""
    if not answer["success"]:
        return " refused ", False
    # A mock may let an answer succeed and tell of a failure at once, whatever the document says.
    failure = answer.get("code") not in codes or says(answer.get("errorDetail"))
    return ("contradicts itself", False) if failure else ("", True)


class Relay(http.server.BaseHTTPRequestHandler):
    """Answers every request with what the mock made up last, so that the lane knows which answer `oms` got."""

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *_):
        """Keeps still: a call that fails is shown by the lane."""


def mock(action):
    """Starts a mock of one action, and returns it once it listens."""
    port = 4310 + MOCKED.index(action)
    server = subprocess.Popen(
        # With a seed it makes up one answer for all requests. One that fails is printed instead.
        [str(NODE / ".bin/prism"), "mock", "-d", "-p", str(port), str(DOCUMENTS / f"{action}.json")],
        env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )
    for line in server.stdout:
        if "listening" in line:
            break
    return server, f"http://127.0.0.1:{port}/api/v2?Action={action}"


def read_as_it_is(relay, action, options, answer, codes):
    """Returns whether `oms` says of an answer what its bytes say."""
    relay.answer = json.dumps(answer).encode()
    command = re.sub(r"(?<!^)([A-Z])", r"-\1", action).lower()
    ended = subprocess.run(
        [OMS, "--endpoint", f"http://127.0.0.1:{relay.server_port}", "--user", "a", command, *options],
        env={**ENVIRONMENT, "OMS_PASSWORD": "b"}, capture_output=True, text=True, timeout=60, check=False,
    )
    said = ended.stdout + ended.stderr
    words, ends_well = verdict(answer, codes)
    fine = words in said and (ended.returncode == 0) == ends_well
    if not fine:
        print(f"expected {words or 'success'!r} of {answer}", said[-2000:], file=sys.stderr)
    return fine


def prism():
    read = mocked = skipped = 0
    relay = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Relay)
    threading.Thread(target=relay.serve_forever, daemon=True).start()
    for action in MOCKED:
        named = {"id": "np_4w3a0001"} if action == "DescribeProjectSteps" else {}
        options = [word for name, value in named.items() for word in (f"--{name}", value)]
        codes = codes_of_success(action)
        server, url = mock(action)
        try:
            for _ in range(ANSWERS):
                try:
                    answer = ask(url, named)
                except urllib.error.HTTPError:
                    # It could not make an answer up.
                    skipped += 1
                    continue
                mocked += 1
                read += read_as_it_is(relay, action, options, answer, codes)
        finally:
            server.kill()
            server.wait()
    relay.shutdown()
    print(f"Prism: {read} of {mocked} answers were read, {skipped} could not be made up", file=sys.stderr)
    # Which ones it can make up is chance.
    enough = mocked >= len(MOCKED) * ANSWERS // 2
    row(f"Prism {of_node('@stoplight/prism-cli')}", enough, "", "", read == mocked, "answers made up from documents of one action, read by `oms`; it cannot make up every one")


def schemathesis(url):
    ended = run(
        PYTHON / "schemathesis", "run", NEWER, "--url", url, "--auth", "admin:secret", "--max-examples", "3",
        "--phases", "examples,fuzzing", "--checks", "not_a_server_error,status_code_conformance,content_type_conformance",
        "--seed", "1", "--no-color", "--exclude-deprecated", "--suppress-health-check", "all", cwd=WORK, timeout=900,
    )
    cases = re.search(r"(\d+) generated", ended.stdout)
    count = int(cases.group(1)) if cases else 0
    print(f"schemathesis: {count} calls", file=sys.stderr)
    row(f"schemathesis {of_python('schemathesis')}", count >= LEAST_CALLS, "", well(ended), "", f"at least {LEAST_CALLS} calls of the simulator: none ends in an error of the server")


def unlike_the_page():
    """The tools whose row of the page is another than the one that was printed. One that was skipped is not compared."""
    page = PAGE.read_text(encoding="utf-8")
    lines = page.splitlines()
    begin = lines.index("|---|---|---|---|---|---|") + 1
    end = begin + next(at for at, line in enumerate(lines[begin:]) if not line.startswith("|"))
    known = {line.split("|")[1].strip(): line for line in lines[begin:end]}
    printed = {line.split("|")[1].strip(): line for line in rows}
    skipped = {tool for tool, line in printed.items() if "| skipped |" in line}
    if os.environ.get("OMS_UPDATE_TABLE") == "1":
        lines[begin:end] = [known.get(tool, line) if tool in skipped else line for tool, line in printed.items()]
        PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return []
    tools = printed.keys() | known.keys()
    return sorted(tool for tool in tools - skipped if printed.get(tool) != known.get(tool))


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    simulator = subprocess.Popen([SIMULATOR, "--port", "0"], stdout=subprocess.PIPE, text=True)
    try:
        url = json.loads(simulator.stdout.readline())["url"]
        validators()
        openapi_generator(url)
        openapi_python_client()
        openapi_typescript()
        progenitor(url)
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
        return 1
    unlike = unlike_the_page()
    if unlike:
        print(f"docs/openapi.md has another row of {', '.join(unlike)}: OMS_UPDATE_TABLE=1 writes it", file=sys.stderr)
    return 1 if unlike else 0


if __name__ == "__main__":
    begun = time.monotonic()
    code = main()
    print(f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    sys.exit(code)
