//! Calls a service as often as it is told, one call after the other, and prints the seconds: the
//! measure for the same calls from Python (`benches/compare.py`).

use std::error::Error;
use std::time::Instant;

use oms_client::{Auth, Client};
use tokio::runtime::Builder;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().ok_or("give the address")?;
    let calls: u32 = arguments
        .next()
        .ok_or("give the number of calls")?
        .parse()?;
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let client = Client::builder(url)
        .auth(Auth::basic("admin", "secret"))
        .build()?;
    runtime.block_on(async {
        client.describe_project_progress().id("np_4w3a0001").await?;
        let begun = Instant::now();
        for _ in 0..calls {
            client.describe_project_progress().id("np_4w3a0001").await?;
        }
        println!("{}", begun.elapsed().as_secs_f64());
        Ok(())
    })
}
