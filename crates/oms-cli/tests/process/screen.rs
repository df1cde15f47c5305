//! The contents of a terminal after a program has drawn on it.

/// The screen after all of this was written to it: letters, and where the cursor was moved.
pub(crate) fn drawn(seen: &str) -> String {
    let mut screen = vec![vec![' '; 80]; 24];
    let (mut row, mut column) = (0, 0);
    let mut letters = seen.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            let mut sequence = String::new();
            for part in letters.by_ref() {
                sequence.push(part);
                if part.is_ascii_alphabetic() {
                    break;
                }
            }
            let sequence = sequence.trim_start_matches('[');
            if let Some(place) = sequence.strip_suffix('H') {
                let mut numbers = place.split(';').map(|number| number.parse().unwrap_or(1));
                row = numbers.next().unwrap_or(1) - 1;
                column = numbers.next().unwrap_or(1) - 1;
            } else if sequence.ends_with("1049h") || sequence.ends_with('J') {
                screen = vec![vec![' '; 80]; 24];
            }
        } else if let Some(cell) = screen
            .get_mut(row)
            .and_then(|line: &mut Vec<char>| line.get_mut(column))
        {
            *cell = letter;
            column += 1;
        }
    }
    let lines: Vec<String> = screen.into_iter().map(String::from_iter).collect();
    lines.join("\n")
}
