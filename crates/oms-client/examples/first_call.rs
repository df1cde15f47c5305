//! The first call, as the README shows it.

use oms_client::{Auth, Client, EpochSeconds};

#[tokio::main]
async fn main() -> Result<(), oms_client::Error> {
    let client = Client::builder("https://oms.example.com:8089")
        .auth(Auth::basic("admin", "secret"))
        .build()?;
    let reply = client
        .reset_incr_start_timestamp()
        .id("np_4w3a0001")
        .reverse(false)
        .start_timestamp(EpochSeconds::new(1_742_365_118)?)
        .send()
        .await?;
    println!(
        "ticket {}, request {:?}, took {:?}",
        reply.number(),
        reply.meta.request_id,
        reply.meta.cost
    );
    Ok(())
}
