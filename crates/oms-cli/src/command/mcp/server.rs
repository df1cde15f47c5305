//! The protocol's side: it runs on a thread of its own, hands every call to the command, and asks
//! the person through the host.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::Duration;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, CustomRequest,
    CustomResult, ElicitRequestParams, ElicitationAction, ElicitationSchema, ErrorCode,
    Implementation, ListToolsResult, PaginatedRequestParams, PrimitiveSchemaDefinition,
    ProtocolVersion, ServerCapabilities, ServerConfig, StringSchema, Tool,
};
use rmcp::service::{
    ElicitationMode, Peer, RequestContext, RoleServer, ServerInitializeError, serve_server,
};
use rmcp::{ErrorData, ServerHandler};
use serde_json::{Map, Value};
use tokio::sync::{oneshot, watch};

use super::job::{Answer, Host, Job};
use super::schema;
use super::stream::Streams;
use super::tools::{APPLY, INSTRUCTIONS};
use crate::surroundings::{Interrupts, new_runtime};

/// The time that a person may take to answer.
const PATIENCE: Duration = Duration::from_secs(600);

/// The field of the form in which a person confirms.
const CONFIRM: &str = "confirm";

/// The method that calls a tool.
const CALL: &str = "tools/call";

/// A job, and where its answer goes. Nobody waits for it any more once the host has cancelled the
/// call, or is gone.
pub(super) type Order = (Job, oneshot::Sender<Answer>);

/// The versions in which a server can ask the person while a tool is called. Newer ones have no
/// handshake, and ask in another way. A host may leave the handshake out in these as well; the
/// server then knows of no way to ask.
const VERSIONS: &[ProtocolVersion] = &[
    ProtocolVersion::V_2025_11_25,
    ProtocolVersion::V_2025_06_18,
    ProtocolVersion::V_2025_03_26,
    ProtocolVersion::V_2024_11_05,
];

/// Starts the server. The orders end once the host closes the stream, or an interrupt comes; the
/// other value is `false` if the host did not begin with `initialize`.
pub(super) fn start(
    tools: Vec<Tool>,
    interrupts: Interrupts,
) -> io::Result<(Receiver<Order>, Receiver<bool>)> {
    let (jobs, orders) = mpsc::channel();
    let (beginning, has_begun) = mpsc::channel();
    let runtime = new_runtime()?;
    thread::Builder::new()
        .name("protocol".to_owned())
        .spawn(move || {
            let (stdin, stdout) = rmcp::transport::stdio();
            let (streams, gone) = Streams::new(stdin, stdout, interrupts);
            let server = Server { tools, jobs, gone };
            runtime.block_on(async {
                match serve_server(server, streams).await {
                    Ok(running) => {
                        let _ = beginning.send(true);
                        let _ = running.waiting().await;
                    }
                    Err(ServerInitializeError::ExpectedInitializeRequest(_)) => {
                        let _ = beginning.send(false);
                    }
                    // A host that goes away before it has said hello has asked for nothing.
                    Err(_) => {}
                }
            });
            // A read of standard input cannot be cancelled, and is not waited for.
            runtime.shutdown_background();
        })?;
    Ok((orders, has_begun))
}

struct Server {
    tools: Vec<Tool>,
    jobs: Sender<Order>,
    /// True once the host has closed the stream, or has asked the server to end.
    gone: watch::Receiver<bool>,
}

impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder().enable_tools().build();
        ServerConfig::new(capabilities)
            .with_server_info(Implementation::new("oms", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    fn supported_protocol_versions(&self) -> Cow<'static, [ProtocolVersion]> {
        Cow::Borrowed(VERSIONS)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(self.tools.clone()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let name = request.name.into_owned();
        let arguments = request.arguments.unwrap_or_default();
        // The order that nobody waits for any more is not begun.
        let answer = tokio::select! {
            biased;
            () = context.ct.cancelled() => Answer::error("The call was cancelled."),
            answer = self.answer(name, arguments, &context.peer) => answer,
        };
        let text = vec![ContentBlock::text(answer.text)];
        let result = if answer.is_error {
            CallToolResult::error(text)
        } else {
            CallToolResult::success(text)
        };
        Ok(result.into())
    }

    async fn on_custom_request(
        &self,
        request: CustomRequest,
        _: RequestContext<RoleServer>,
    ) -> Result<CustomResult, ErrorData> {
        // The method is known, so that its parameters were not what it takes.
        if request.method == CALL {
            let why = "`name` must be a text, and `arguments` an object.";
            return Err(ErrorData::invalid_params(why, None));
        }
        let code = ErrorCode::METHOD_NOT_FOUND;
        Err(ErrorData::new(code, request.method, None))
    }
}

impl Server {
    async fn answer(
        &self,
        name: String,
        arguments: Map<String, Value>,
        peer: &Peer<RoleServer>,
    ) -> Answer {
        let Some(tool) = self.tools.iter().find(|tool| tool.name == name) else {
            return Answer::error("There is no such tool.");
        };
        if let Err(why) = schema::check(tool, &arguments) {
            return Answer::error(why);
        }
        let host = host(peer);
        if name != APPLY {
            let job = Job::Tool {
                name,
                arguments,
                host,
            };
            return self.order(job).await;
        }
        // Reads that a host leaves behind are answered; nothing is sent for one that is gone.
        let mut gone = self.gone.clone();
        tokio::select! {
            biased;
            _ = gone.wait_for(|gone| *gone) => Answer::error(
                "The server ends. `oms journal list` shows the outcome of a change whose sending had begun.",
            ),
            answer = self.apply(&arguments, host, peer) => answer,
        }
    }

    async fn order(&self, job: Job) -> Answer {
        let (reply, answer) = oneshot::channel();
        if self.jobs.send((job, reply)).is_ok()
            && let Ok(answer) = answer.await
        {
            return answer;
        }
        Answer::error("The command has ended.")
    }

    /// Asks the person, and sends a plan that they have confirmed. The model has no part in the
    /// answer: it goes from the host to this server.
    async fn apply(
        &self,
        arguments: &Map<String, Value>,
        host: Host,
        peer: &Peer<RoleServer>,
    ) -> Answer {
        let Some(plan) = arguments.get("plan_id").and_then(Value::as_str) else {
            return Answer::error("`plan_id` is missing, or is not a text.");
        };
        let plan = plan.to_owned();
        let question = Job::Ask {
            plan: plan.clone(),
            host,
        };
        let asked = self.order(question).await;
        let Some(subject) = asked.subject else {
            return asked;
        };
        match ask(peer, asked.text, &subject).await {
            Ok(typed) => self.order(Job::Apply { plan, typed }).await,
            Err(why) => Answer::error(format!("{why} Nothing was sent.")),
        }
    }
}

/// Returns whether the host has a form in which it asks a person.
fn host(peer: &Peer<RoleServer>) -> Host {
    let modes = peer.supported_elicitation_modes();
    if modes.contains(&ElicitationMode::Form) {
        Host::Asks
    } else {
        Host::AsksNobody
    }
}

/// Asks the person to type what would be changed.
async fn ask(peer: &Peer<RoleServer>, message: String, subject: &str) -> Result<String, String> {
    let field = StringSchema::new()
        .title("Confirmation")
        .description(format!("Type {subject}"));
    let mut properties = BTreeMap::new();
    properties.insert(CONFIRM.to_owned(), PrimitiveSchemaDefinition::String(field));
    let mut schema = ElicitationSchema::new(properties);
    schema.required = Some(vec![CONFIRM.to_owned()]);
    let form = ElicitRequestParams::FormElicitationParams {
        meta: None,
        message,
        requested_schema: schema,
    };
    let answered = peer
        .create_elicitation_with_timeout(form, Some(PATIENCE))
        .await
        .map_err(|error| format!("The person could not be asked: {error}."))?;
    if answered.action != ElicitationAction::Accept {
        return Err("The person has declined.".to_owned());
    }
    let typed = answered
        .content
        .as_ref()
        .and_then(|content| content.get(CONFIRM)?.as_str());
    match typed.map(str::trim) {
        Some(typed) if typed == subject => Ok(typed.to_owned()),
        _ => Err("The person has not typed what would be changed.".to_owned()),
    }
}
