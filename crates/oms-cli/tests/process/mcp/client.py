"""A host of `oms mcp`, on the Python package `mcp`: it lists, reads, plans and sends.

It is started with the command, the ID of a task, and how the person answers: `accept`, `decline`,
`wrong`, or `none` for a host that cannot ask. It prints one JSON object with every message that came.
"""

import asyncio
import json
import sys

from mcp import ClientSession, StdioServerParameters, types
from mcp.client.stdio import stdio_client

COMMAND, TASK, ANSWER = sys.argv[1:4]
ENVIRONMENT = json.loads(sys.argv[4])


async def main() -> None:
    asked: list[str] = []

    async def person(_context, params):
        asked.append(params.message)
        if ANSWER == "decline":
            return types.ElicitResult(action="decline")
        typed = TASK if ANSWER == "accept" else "np_other"
        return types.ElicitResult(action="accept", content={"confirm": typed})

    server = StdioServerParameters(command=COMMAND, args=["mcp"], env=ENVIRONMENT)
    callback = None if ANSWER == "none" else person
    seen: dict[str, object] = {"asked": asked}
    async with stdio_client(server) as (read, write):
        async with ClientSession(read, write, elicitation_callback=callback) as session:
            hello = await session.initialize()
            tools = await session.list_tools()
            seen["hello"] = hello.model_dump_json()
            seen["tools"] = tools.model_dump_json()
            seen["names"] = [tool.name for tool in tools.tools]

            async def call(key: str, tool: str, **arguments: object) -> str:
                result = await session.call_tool(tool, arguments)
                seen[key] = result.model_dump_json()
                return result.content[0].text

            await call("status", "status")
            await call("read", "read_action", action="DescribeProject", parameters={"id": TASK})
            plan = await call("plan", "plan_action", action="StopProject", parameters={"id": TASK})
            plan_id = plan.split()[1]
            await call("applied", "apply_plan", plan_id=plan_id)
            await call("again", "apply_plan", plan_id="plan-000000000000")
            await call("journal", "journal")
    print(json.dumps(seen))


asyncio.run(main())
