//! A table as text: the clipboard's (cells apart by tabs), and files of values apart by commas.

use super::grid::Grid;

/// Whether a pasted text is a table, and not the text of one cell.
pub fn is_block(text: &str) -> bool {
    text.trim_end_matches(['\r', '\n'])
        .contains(['\t', '\r', '\n'])
}

/// Reads cells that are apart by tabs.
///
/// # Errors
/// As [`Grid::new`].
pub fn tabs(text: &str) -> Result<Grid, String> {
    Grid::of_texts(split(text, '\t'))
}

/// Reads cells that are apart by commas, or by semicolons or tabs where those are what the first line has.
///
/// # Errors
/// As [`Grid::new`].
pub fn commas(text: &str) -> Result<Grid, String> {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default();
    let by = ['\t', ',', ';'];
    let by = by.into_iter().find(|c| first.contains(*c)).unwrap_or(',');
    Grid::of_texts(split(text, by))
}

/// A quote opens a quoted cell only where the cell begins. A quote that never closes is a sign like any other.
fn split(text: &str, by: char) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut block = vec![vec![String::new()]];
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let Some(cell) = block.last_mut().and_then(|row| row.last_mut()) else {
            break;
        };
        if c == '"'
            && cell.is_empty()
            && let Some((quoted, after)) = quoted(&rest[1..], by)
        {
            *cell = quoted;
            rest = after;
            continue;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '\r' | '\n' => {
                if c == '\r' {
                    rest = rest.strip_prefix('\n').unwrap_or(rest);
                }
                block.push(vec![String::new()]);
            }
            c if c == by => {
                if let Some(row) = block.last_mut() {
                    row.push(String::new());
                }
            }
            c => cell.push(c),
        }
    }
    block
}

/// What stands in quotes, and what follows; `None` when the closing quote is not at the end of a cell.
fn quoted(text: &str, by: char) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('"')?;
        out.push_str(before);
        match after.chars().next() {
            Some('"') => {
                out.push('"');
                rest = &after[1..];
            }
            Some(c) if c != by && c != '\r' && c != '\n' => return None,
            _ => return Some((out, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        split(text, '\t')
    }

    #[test]
    fn cells_quotes_and_line_ends() {
        assert_eq!(rows("a\tb\r\nc\rd"), [vec!["a", "b"], vec!["c"], vec!["d"]]);
        assert_eq!(
            rows("\"a\n\"\"b\"\"\"\t\"18,600\""),
            [vec!["a\n\"b\"", "18,600"]]
        );
        // One quote too many swallows nothing.
        assert_eq!(
            rows("\"a\tb\n\"c\"d\te"),
            [vec!["\"a", "b"], vec!["\"c\"d", "e"]]
        );
        assert_eq!(split("a,\"1,5\"\n", ',')[0], ["a", "1,5"]);
        let grid = commas("a;b\n1,5;2\n").unwrap();
        assert_eq!((grid.text(1, 0), grid.text(1, 1)), ("1,5", "2"));
    }

    #[test]
    fn one_cell_is_no_block() {
        for text in ["12", "12\r\n", "", "\n"] {
            assert!(!is_block(text), "{text:?}");
        }
        for text in ["1\t2", "1\n2", "1\r\n2\r\n", "\t1"] {
            assert!(is_block(text), "{text:?}");
        }
    }

    #[test]
    fn too_much_and_nothing_are_said() {
        assert!(tabs(" \r\n\t\n").unwrap_err().contains("没有表格内容"));
        assert!(
            tabs(&format!("1{}", "\t".repeat(300))).is_ok(),
            "empty columns count for nothing"
        );
        assert!(tabs(&["1"; 300].join("\t")).is_err_and(|why| why.contains("超过")));
        assert!(tabs(&"1\n".repeat(5_001)).is_err_and(|why| why.contains("5001 行")));
        assert!(tabs(&"1\t2\n".repeat(5_000)).is_ok());
    }
}
