//! `oms batch` against the simulator: the file, the guards and the consent, what is sent, and how
//! it goes on.

mod checked;
mod planned;
mod resumed;
mod sent;
mod summed;
mod written;

use std::fs;

use serde_json::Value;

use super::{Desk, Ended, RESET, plainly};

/// Five positions that can be moved, in three tasks.
const FIVE: &str = "id,reverse,startTimestamp\n\
                    np_4w3a0001,false,1742365118\n\
                    np_4w3a0001,true,1742365118\n\
                    np_4w3a0002,false,1742365118\n\
                    np_4w3a0002,true,1742365118\n\
                    np_4w3a0003,false,1742365118\n";

/// The flags that send them, as fast as possible.
const SEND: &[&str] = &["--execute", "--yes=5", "--rate=100", "-o", "json"];

impl Desk {
    /// The arguments of a batch with this file.
    pub(super) fn batch(&self, text: &str, more: &[&str]) -> Vec<String> {
        let file = self.folder.path().join("tasks");
        fs::write(&file, text).unwrap();
        let whole = self.call(&[]);
        let head = whole.iter().take_while(|word| *word != RESET[0]).cloned();
        let own = ["batch", file.to_str().unwrap()];
        head.chain(own.iter().chain(more).map(|&word| word.to_owned()))
            .collect()
    }

    async fn batched(&self, text: &str, more: &[&str]) -> Ended {
        plainly(self.batch(text, more)).await
    }

    /// The tasks to which something was sent, in the order in which it came.
    fn targets(&self) -> Vec<(String, bool)> {
        let bodies = self.sent().into_iter().map(|request| {
            let body: Value = serde_json::from_str(&request.body).unwrap();
            let reverse = body["reverse"].as_bool().unwrap();
            (request.task.unwrap(), reverse)
        });
        bodies.collect()
    }
}

/// The outcome of each line in the output of a batch.
fn outcomes(object: &Value) -> Vec<&str> {
    let lines = object["data"].as_array().unwrap();
    let outcomes = lines.iter().map(|line| line["outcome"].as_str().unwrap());
    outcomes.collect()
}
