//! The formula for Homebrew: `cargo xtask dist --formula <address>`, behind the archives of all
//! systems.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::console::Console;
use crate::failure::Failure;
use crate::manifest;

use super::names;

/// The systems that Homebrew runs on and a release has an archive for: the block of the system, the
/// block of the processor, and the name in Rust.
const SYSTEMS: [(&str, &str, &str); 3] = [
    ("on_macos", "on_arm", "aarch64-apple-darwin"),
    ("on_linux", "on_arm", "aarch64-unknown-linux-gnu"),
    ("on_linux", "on_intel", "x86_64-unknown-linux-gnu"),
];

/// Everything that Homebrew does with an archive once it is unpacked.
const INSTALL: &str = r##"
  def install
    bin.install "oms", "oms-sim"
    man1.install Dir["man/man1/*.1"]
    bash_completion.install "completions/oms.bash" => "oms"
    zsh_completion.install "completions/_oms"
    fish_completion.install "completions/oms.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/oms --version")
    assert_match "np_4w3a0001", shell_output("#{bin}/oms rewind --simulator --id np_4w3a0001 --reverse false --to -2h")
  end
end
"##;

/// Writes the formula beside the archives, whose checksums are read from `SHA256SUMS`. `address` is
/// the project's, below which its releases are.
pub(super) fn write(
    root: &Path,
    out: &Path,
    version: &str,
    address: &str,
    console: &mut Console<'_>,
) -> Result<(), Failure> {
    let sums = out.join("SHA256SUMS");
    let help = "the formula names the checksums of archives that are there";
    let listed = fs::read_to_string(&sums).map_err(Failure::at(sums.display(), help))?;
    let manifest = manifest::read(
        root,
        "crates/oms-cli/Cargo.toml",
        "it describes the command",
    )?;
    let description = manifest::text(&manifest, &["package", "description"]).unwrap_or_default();
    let text = text(version, address, description, &listed)?;
    let path = out.join("oms.rb");
    fs::write(&path, text).map_err(super::unwritable(&path))?;
    console.result(format!("{}: a tap of Homebrew takes it", path.display()));
    Ok(())
}

fn text(version: &str, address: &str, description: &str, sums: &str) -> Result<String, Failure> {
    // Both become texts of Ruby between double quotes.
    for text in [address, description] {
        if text.contains(['"', '\\', '#', '\n']) {
            let problem = format!("{text:?} cannot stand in a formula");
            return Err(Failure::new(problem, "it has a quote, a `\\` or a `#`"));
        }
    }
    let address = address.trim_end_matches('/');
    // Homebrew wants neither the name of the formula nor a full stop in it, and a capital letter.
    let description = description.trim_start_matches("The oms command: ");
    let mut letters = description.trim_end_matches('.').chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let description = first + letters.as_str();
    let mut formula = format!(
        "class Oms < Formula\n  desc \"{description}\"\n  homepage \"{address}\"\n  \
         version \"{version}\"\n  license any_of: [\"MIT\", \"Apache-2.0\"]\n"
    );
    for (system, processor, target) in SYSTEMS {
        let archive = names::archive(&names::programs(version, target));
        let sum = sum_of(sums, &archive)?;
        let _ = write!(
            formula,
            "\n  {system} do\n    {processor} do\n      \
             url \"{address}/releases/download/v{version}/{archive}\"\n      \
             sha256 \"{sum}\"\n    end\n  end\n"
        );
    }
    formula.push_str(INSTALL);
    Ok(formula)
}

/// The checksum of a file, as `sha256sum` writes it; of a file that it was given as `./name`, too.
fn sum_of<'s>(sums: &'s str, file: &str) -> Result<&'s str, Failure> {
    let mut lines = sums.lines().filter_map(|line| line.split_once("  "));
    let found = lines.find(|(_, name)| name.trim_start_matches("./") == file);
    found.map(|(sum, _)| sum).ok_or_else(|| {
        Failure::new(
            format!("SHA256SUMS has no line for {file}"),
            "the formula is made once the archives of all systems are there",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p144_a_formula_names_the_checksum_of_each_archive() {
        let mut sums = String::new();
        for (number, (_, _, target)) in SYSTEMS.iter().enumerate() {
            let archive = names::archive(&names::programs("1.2.3", target));
            let _ = writeln!(sums, "{number}{number}  ./{archive}");
        }
        let description = "The oms command: plans a change.";
        let formula = text("1.2.3", "https://example.com/oms/", description, &sums).unwrap();
        for words in [
            "  desc \"Plans a change\"\n",
            "  on_macos do\n    on_arm do\n      url \"https://example.com/oms/releases/download/v1.2.3/oms-1.2.3-aarch64-apple-darwin.tar.gz\"\n      sha256 \"00\"\n",
            "oms-1.2.3-x86_64-unknown-linux-gnu.tar.gz\"\n      sha256 \"22\"\n",
        ] {
            assert!(formula.contains(words), "{words}\n{formula}");
        }

        let first = sums.lines().next().unwrap();
        assert!(text("1.2.3", "https://example.com/oms", description, first).is_err());
        assert!(text("1.2.3", "https://example.com/\"", description, &sums).is_err());
    }
}
