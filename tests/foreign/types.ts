// A program over the types that openapi-typescript makes: it is checked, and not run.
import type { components, paths } from "./openapi";

type Schemas = components["schemas"];
type Stop = paths["/api/v2?Action=StopProject"]["post"];

const stop: Stop["requestBody"]["content"]["application/json"] = { id: "np_4w3a0001" };
const move: Schemas["ResetIncrStartTimestampRequest"] = {
  id: "np_4w3a0001",
  reverse: false,
  startTimestamp: 1742367600,
};

export function positions(answer: Schemas["DescribeProjectStepsAnswer"]): number[] {
  const steps = answer.data ?? [];
  return steps.flatMap((step) => {
    const position = step.stepInfo?.incrTimestampCheckpoint;
    return typeof position === "number" ? [position] : [];
  });
}

// @ts-expect-error A parameter that the action does not have.
const wrong: Schemas["StopProjectRequest"] = { id: "np_4w3a0001", force: true };

export default [stop, move, wrong];
