//! Same spec, same bytes.

use std::collections::BTreeMap;

use crate::support::{Ended, Workspace};

#[test]
fn p146_folder_language_time_zone_and_working_folder_change_no_byte() {
    let surroundings = [
        [
            ("LANG", "C"),
            ("LC_ALL", "C"),
            ("TZ", "UTC"),
            ("HOME", "/"),
            ("USER", "one"),
        ],
        [
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
            ("TZ", "Asia/Shanghai"),
            ("HOME", "/tmp"),
            ("USER", "two"),
        ],
    ];
    let generated = surroundings.map(|variables| {
        let workspace = Workspace::new();
        let mut command = workspace.command(&["codegen"]);
        command
            .envs(variables)
            .current_dir(workspace.place("spec/actions"));
        Ended::of(&command.output().unwrap()).succeeded();
        let here = workspace.root().to_str().unwrap().to_owned();
        let files: BTreeMap<String, Vec<u8>> = workspace
            .tree()
            .into_iter()
            .filter_map(|(path, file)| Some((path, file?.0)))
            .collect();
        for (path, bytes) in &files {
            let text = str::from_utf8(bytes).unwrap();
            assert!(
                !text.contains(&here),
                "{path} names the folder that it was generated in"
            );
        }
        files
    });
    let [one, two] = generated;
    assert!(one.len() > 15, "{:?}", one.keys());
    assert_eq!(one, two);
}
