// Calls every operation of the client that openapi-generator makes for TypeScript, and reads every example of an answer.
// What it read is written again, and has to be what it was. A null counts as missing.
"use strict";
const fs = require("fs");
const path = require("path");
const { isDeepStrictEqual } = require("util");

function withoutNulls(value) {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]));
}

async function main(folder, document, url) {
  const oms = require(path.resolve(folder));
  const paths = JSON.parse(fs.readFileSync(document, "utf8")).paths;
  const configuration = new oms.Configuration({ basePath: url, username: "admin", password: "secret" });
  const apis = Object.keys(oms).filter((name) => name.endsWith("Api")).map((name) => new oms[name](configuration));
  let called = 0;
  let decoded = 0;
  const faults = [];
  for (const { post } of Object.values(paths)) {
    const name = post.operationId;
    const method = Object.keys(Object.getOwnPropertyDescriptors(Object.assign({}, ...apis.map((api) => Object.getOwnPropertyDescriptors(Object.getPrototypeOf(api))))))
      .find((known) => known.toLowerCase() === name.toLowerCase());
    const api = apis.find((one) => typeof one[method] === "function");
    const read = (suffix) => Object.keys(oms).find((known) => known.toLowerCase() === `${name}${suffix}FromJSON`.toLowerCase());
    const fromJson = oms[read("Request")] || ((value) => value);
    const parameter = read("Request") ? read("Request").replace(/FromJSON$/, "") : "body";
    const key = parameter.charAt(0).toLowerCase() + parameter.slice(1);
    for (const example of Object.values(post.requestBody.content["application/json"].examples)) {
      try {
        const answer = await api[method]({ [key]: fromJson(example.value) });
        if (typeof answer.success !== "boolean") throw new Error("no verdict");
        called += 1;
      } catch (error) {
        faults.push(`${name}: ${error && error.message}`);
      }
    }
    for (const [at, example] of Object.entries(post.responses["200"].content["application/json"].examples)) {
      const model = read("Answer").replace(/FromJSON$/, "");
      const back = oms[`${model}ToJSON`](oms[`${model}FromJSON`](structuredClone(example.value)));
      if (isDeepStrictEqual(withoutNulls(back), withoutNulls(example.value))) decoded += 1;
      else faults.push(`${name}, ${at}: comes back as ${JSON.stringify(back)}`);
    }
  }
  faults.forEach((fault) => console.error(fault));
  console.log(JSON.stringify({ called, decoded }));
  return faults.length ? 1 : 0;
}

main(...process.argv.slice(2)).then((code) => process.exit(code));
