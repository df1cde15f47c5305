//! The synthetic actions that the benchmark of the generator writes are a spec that the checks
//! take: a benchmark runs in no lane, and a rule that is new could end it unseen.

#[allow(dead_code, reason = "the benchmark uses the rest")]
#[path = "../benches/scale/workload.rs"]
mod written;

#[test]
fn the_workload_of_the_benchmark_is_a_sound_spec() {
    // Each verb comes with each noun, and each payload.
    let files = written::files(&written::actions(400));
    let api = oms_spec::load(&files).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(api.actions.len(), 400);
}
