//! Inside the core an arrow points at what is depended upon, and nothing points back:
//! `domain` ◄ `pack` ◄ `dossier` ◄ `views` ◄ {`import`, `storage`, `consensus`, `search`}, `consensus` and `search` ◄
//! `review` ◄ `export`, `domain` ◄ `cases`, `json` ◄ `pack`. Nor is there a clock, a random number, hash order, a float, or
//! anything to read or write.
//!
//! The checker is a function over sources, so that planted bad ones show that it can fail. It reads tokens, not
//! types: clippy's `disallowed-types` and `float_arithmetic` see what hides behind an alias.

use std::path::Path;

/// What a module of the core may name. Modules that are not here (`lib`, `testing`) may name everything.
const MAY_NAME: [(&str, &[&str]); 12] = [
    ("domain", &[]),
    ("cases", &["domain"]),
    ("json", &[]),
    ("pack", &["domain", "json"]),
    ("dossier", &["domain", "json", "pack"]),
    ("views", &["domain", "json", "pack", "dossier"]),
    ("import", &["domain", "json", "pack", "dossier", "views"]),
    ("storage", &["domain", "json", "pack", "dossier", "views"]),
    ("consensus", &["domain", "json", "pack", "dossier", "views"]),
    ("search", &["domain", "json", "pack", "dossier", "views"]),
    (
        "review",
        &[
            "domain",
            "json",
            "pack",
            "dossier",
            "views",
            "consensus",
            "search",
        ],
    ),
    (
        "export",
        &[
            "domain",
            "json",
            "pack",
            "dossier",
            "views",
            "consensus",
            "search",
            "review",
        ],
    ),
];

/// Names that bring in a clock, chance, hash order or floats.
const FORBIDDEN: [&str; 15] = [
    "HashMap",
    "HashSet",
    "RandomState",
    "DefaultHasher",
    "Instant",
    "SystemTime",
    "now_utc",
    "now_local",
    "thread_rng",
    "getrandom",
    "f32",
    "f64",
    "println",
    "eprintln",
    "dbg",
];

/// Files where serde's own interface names the float types; nothing is computed with them there.
const NAME_FLOATS: [&str; 2] = ["json/node.rs", "json/strict.rs"];

/// Modules of `std` that reach outside the program.
const OUTSIDE: [&str; 6] = ["fs", "net", "env", "process", "thread", "time"];

/// What is wrong with these sources, given as path under `src` and text: `path:line: what`.
fn violations(sources: &[(String, String)]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources {
        // Tests may look at anything: they are not part of what is built.
        if path.ends_with("tests.rs") || path == "testing.rs" {
            continue;
        }
        let tokens = without_tests(tokens(text));
        let mut report = |line: usize, what: String| found.push(format!("{path}:{line}: {what}"));
        for (line, name) in named_modules(path, &tokens) {
            let own = module(path);
            let allowed = MAY_NAME.iter().find(|(module, _)| *module == own);
            let layer = MAY_NAME.iter().any(|(module, _)| *module == name);
            if let Some((_, allowed)) = allowed
                && layer
                && name != own
                && !allowed.contains(&name.as_str())
            {
                report(line, format!("{own} may not name {name}"));
            }
        }
        for (at, token) in tokens.iter().enumerate() {
            let follows = |offset: usize, text: &str| {
                tokens
                    .get(at + offset)
                    .is_some_and(|next| next.text == text)
            };
            let float_type = ["f32", "f64"].contains(&token.text.as_str());
            let excepted = float_type && NAME_FLOATS.contains(&path.as_str());
            if FORBIDDEN.contains(&token.text.as_str()) && !excepted {
                report(
                    token.line,
                    format!("{} has no place in the core", token.text),
                );
            }
            if token.text == "std" && follows(1, "::") {
                let next = tokens.get(at + 2);
                if let Some(next) = next.filter(|next| OUTSIDE.contains(&next.text.as_str())) {
                    report(
                        token.line,
                        format!("std::{} has no place in the core", next.text),
                    );
                }
            }
            let after_dot = at > 0 && tokens[at - 1].text == ".";
            if !after_dot && is_float(&token.text) {
                report(token.line, format!("{} is a float", token.text));
            }
        }
    }
    found
}

/// The top-level module a file belongs to.
fn module(path: &str) -> &str {
    let first = path.split('/').next().unwrap_or(path);
    first.strip_suffix(".rs").unwrap_or(first)
}

fn is_float(token: &str) -> bool {
    let mut parts = token.splitn(2, '.');
    let digits = |part: Option<&str>| {
        part.is_some_and(|part| part.starts_with(|c: char| c.is_ascii_digit()))
    };
    digits(parts.next()) && digits(parts.next())
}

struct Token {
    line: usize,
    text: String,
}

/// Words, numbers, `::` and single signs of Rust source; comments and the insides of literals are left out.
fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut tokens = Vec::new();
    let (mut i, mut line) = (0, 1);
    while i < chars.len() {
        let start = i;
        match at(i) {
            '/' if at(i + 1) == '/' => {
                while i < chars.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (at(i), at(i + 1)) {
                        ('/', '*') => (depth, i) = (depth + 1, i + 2),
                        ('*', '/') => (depth, i) = (depth - 1, i + 2),
                        _ => i += 1,
                    }
                    if depth == 0 || i >= chars.len() {
                        break;
                    }
                }
            }
            'r' if at(i + 1) == '"' || (at(i + 1) == '#' && matches!(at(i + 2), '"' | '#')) => {
                i += 1;
                let mut hashes = 0;
                while at(i) == '#' {
                    (hashes, i) = (hashes + 1, i + 1);
                }
                i += 1;
                let ends = |i: usize| at(i) == '"' && (1..=hashes).all(|n| at(i + n) == '#');
                while i < chars.len() && !ends(i) {
                    i += 1;
                }
                i += 1 + hashes;
            }
            '"' => {
                i += 1;
                while i < chars.len() && at(i) != '"' {
                    i += if at(i) == '\\' { 2 } else { 1 };
                }
                i += 1;
            }
            // A character; a lifetime has no closing quote.
            '\'' if at(i + 1) == '\\' || at(i + 2) == '\'' => {
                i += if at(i + 1) == '\\' { 3 } else { 2 };
                while i < chars.len() && at(i) != '\'' {
                    i += 1;
                }
                i += 1;
            }
            c if c.is_ascii_digit() => {
                while word(at(i)) || (at(i) == '.' && at(i + 1).is_ascii_digit()) {
                    i += 1;
                }
                let text = chars[start..i].iter().collect();
                tokens.push(Token { line, text });
            }
            c if word(c) => {
                while word(at(i)) {
                    i += 1;
                }
                let text = chars[start..i].iter().collect();
                tokens.push(Token { line, text });
            }
            ':' if at(i + 1) == ':' => {
                i += 2;
                let text = "::".to_owned();
                tokens.push(Token { line, text });
            }
            c => {
                i += 1;
                if !c.is_whitespace() {
                    let text = c.to_string();
                    tokens.push(Token { line, text });
                }
            }
        }
        let end = i.min(chars.len());
        line += chars[start..end].iter().filter(|c| **c == '\n').count();
    }
    tokens
}

/// Leaves out `#[cfg(test)] mod … { … }` and its kin.
fn without_tests(tokens: Vec<Token>) -> Vec<Token> {
    let text = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    let mut keep = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if text(i) == "#" && text(i + 1) == "[" && text(i + 2) == "cfg" {
            let close = (i..tokens.len()).find(|j| text(*j) == "]").unwrap_or(i);
            let for_tests =
                (i..close).any(|j| text(j) == "test") && !(i..close).any(|j| text(j) == "not");
            if for_tests && text(close + 1) == "mod" && text(close + 3) == "{" {
                let mut depth = 0;
                i = close + 3;
                loop {
                    match text(i) {
                        "{" => depth += 1,
                        "}" => depth -= 1,
                        _ => {}
                    }
                    i += 1;
                    if depth == 0 || i >= tokens.len() {
                        break;
                    }
                }
                continue;
            }
        }
        keep.push(i);
        i += 1;
    }
    let mut tokens: Vec<Option<Token>> = tokens.into_iter().map(Some).collect();
    keep.into_iter().filter_map(|i| tokens[i].take()).collect()
}

/// Modules at the crate's root that a file names: `crate::x`, `crate::{x, y}`, and as many `super`s as lead there.
fn named_modules(path: &str, tokens: &[Token]) -> Vec<(usize, String)> {
    let file = path.strip_suffix("/mod.rs").unwrap_or(path);
    let depth = file.split('/').count();
    let text = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    let mut names = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let mut next = i + 1;
        let from_root = match text(i) {
            "crate" => text(i + 1) == "::",
            "super" => {
                let mut supers = 1;
                while text(next) == "::" && text(next + 1) == "super" {
                    (supers, next) = (supers + 1, next + 2);
                }
                text(next) == "::" && supers >= depth
            }
            _ => false,
        };
        if from_root {
            let mut name = |i: usize| {
                if let Some(token) = tokens.get(i) {
                    names.push((token.line, token.text.clone()));
                }
            };
            if text(next + 1) == "{" {
                let mut braces = 1;
                let mut j = next + 2;
                name(j);
                while braces > 0 && j < tokens.len() {
                    match text(j) {
                        "{" => braces += 1,
                        "}" => braces -= 1,
                        "," if braces == 1 => name(j + 1),
                        _ => {}
                    }
                    j += 1;
                }
            } else {
                name(next + 1);
            }
        }
        i = next.max(i + 1);
    }
    names
}

/// Every source of the core, by path under `src`.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap();
                let name = name.to_str().unwrap().replace('\\', "/");
                sources.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    sources.sort();
    sources
}

#[test]
fn the_core_keeps_its_order() {
    let sources = sources();
    assert!(sources.iter().any(|(path, _)| path == "domain/mod.rs"));
    // Whoever adds a module says here what it may name.
    for (path, _) in &sources {
        let own = module(path);
        let known = MAY_NAME.iter().any(|(module, _)| *module == own);
        assert!(
            known || ["lib", "testing"].contains(&own),
            "{own} has no place in the order"
        );
    }
    let found = violations(&sources);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn planted_bad_source_is_caught() {
    let check = |path: &str, text: &str, expected: &[&str]| {
        let found = violations(&[(path.to_owned(), text.to_owned())]);
        let expected: Vec<_> = expected
            .iter()
            .map(|line| format!("{path}:{line}"))
            .collect();
        assert_eq!(found, expected, "{text}");
    };
    // Backward edges, however they are written.
    check(
        "domain/date.rs",
        "use crate::pack::Scheme;",
        &["1: domain may not name pack"],
    );
    check(
        "pack/mod.rs",
        "\nuse crate::{domain::date, dossier::Dossier};",
        &["2: pack may not name dossier"],
    );
    check(
        "pack/mod.rs",
        "use super::review;",
        &["1: pack may not name review"],
    );
    check(
        "dossier/model.rs",
        "fn f() -> super::super::export::Html { todo!() }",
        &["1: dossier may not name export"],
    );
    check(
        "review/mod.rs",
        "use crate::{export};",
        &["1: review may not name export"],
    );
    check(
        "dossier/file.rs",
        "use crate::views::Captions;",
        &["1: dossier may not name views"],
    );
    check(
        "views/form.rs",
        "use crate::consensus;\nuse crate::search::find;",
        &[
            "1: views may not name consensus",
            "2: views may not name search",
        ],
    );
    check(
        "consensus/difference.rs",
        "use super::super::review::ALL;",
        &["1: consensus may not name review"],
    );
    check(
        "search.rs",
        "use crate::import::table;",
        &["1: search may not name import"],
    );
    check(
        "dossier/model.rs",
        "use crate::{import::report, storage};",
        &[
            "1: dossier may not name import",
            "1: dossier may not name storage",
        ],
    );
    check(
        "import/report.rs",
        "use crate::review;",
        &["1: import may not name review"],
    );
    check(
        "storage/mod.rs",
        "use crate::import;",
        &["1: storage may not name import"],
    );
    check(
        "domain/mod.rs",
        "pub use crate::cases::run;",
        &["1: domain may not name cases"],
    );
    check(
        "cases/mod.rs",
        "use crate::pack;",
        &["1: cases may not name pack"],
    );
    // Forward edges, words and tests.
    check(
        "export/mod.rs",
        "use crate::{domain, pack::{Scheme, Criteria}, dossier, review};",
        &[],
    );
    check(
        "domain/mod.rs",
        "// crate::pack\n/* crate::pack /* */ */ const A: &str = \"crate::pack\";",
        &[],
    );
    check(
        "domain/rules.rs",
        "use super::facts::FactId; #[cfg(test)] mod tests { use crate::pack::Scheme; }",
        &[],
    );
    check(
        "domain/rules.rs",
        "#[cfg(test)] mod tests {} use crate::pack::Scheme;",
        &["1: domain may not name pack"],
    );
    check("domain/tests.rs", "use crate::pack::Scheme;", &[]);
    // Clocks, chance, hash order, floats, the world outside.
    check(
        "review/mod.rs",
        "use std::collections::{BTreeMap, HashMap};",
        &["1: HashMap has no place in the core"],
    );
    check(
        "domain/date.rs",
        "let today = time::OffsetDateTime::now_utc();",
        &["1: now_utc has no place in the core"],
    );
    check(
        "export/mod.rs",
        "let t = std::time::Instant::now();",
        &[
            "1: std::time has no place in the core",
            "1: Instant has no place in the core",
        ],
    );
    check(
        "domain/score.rs",
        "let half = 0.5;\nlet x = y as f64;",
        &["1: 0.5 is a float", "2: f64 has no place in the core"],
    );
    check(
        "domain/score.rs",
        "let x = pair.0.1; let y = 1..2; let z = \"0.5\"; let c = '\"'; let q = 2.max(3);",
        &[],
    );
    check(
        "pack/read.rs",
        "let text = std::fs::read_to_string(path);",
        &["1: std::fs has no place in the core"],
    );
    check(
        "pack/read.rs",
        "let name = r#\"std::fs \"HashMap\"\"#; fn f<'a>(x: &'a str) {}",
        &[],
    );
}
