//! Words of the checks and registered names, all found in one pass.
//!
//! A tree of characters, walked from each position of the text. Measured as a wasm module of its own (opt-level "z",
//! lto "fat", zlib): this tree adds 1.5 KB, the smallest automaton of the `aho-corasick` crate 22 KB; both are fast enough
//! for names and words, which are short.
//!
//! To add a word list: a variant of [`Word`] and its line in [`Lexicon::new`].

use std::rc::Rc;

use crate::pack::Words;
use crate::views::name_list;

use super::fold::folded;
use super::spans::Span;
use super::stands_at;

/// The word lists that are looked for anywhere in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Word {
    /// How often.
    Frequency,
    /// Who answers for it.
    Owner,
    /// What carries a way of doing.
    Carrier,
    /// What changed.
    Change,
    /// Slogans.
    Slogan,
    /// Phrases of yearly summaries.
    Summary,
    /// Words that mark history.
    History,
    /// Leftovers of templates.
    Placeholder,
    /// Ends of companies' names.
    OrgSuffix,
}

/// Whose name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    /// The organisation's own.
    Organisation,
    /// A customer, supplier, partner or competitor.
    Partner,
    /// A department.
    Department,
    /// A customer group.
    Segment,
    /// A strategic challenge.
    Challenge,
    /// A strategic advantage.
    Advantage,
    /// A goal.
    Goal,
    /// A process.
    Process,
    /// A metric.
    Metric,
    /// A sentence of mission, vision or values.
    Culture,
}

/// A registered thing with everything it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// What it is.
    pub kind: NameKind,
    /// Id of the register's entry or of the metric.
    pub id: Rc<str>,
    /// Name, aliases, code; each as typed.
    pub called: Vec<Rc<str>>,
}

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Term {
    /// A word of a list.
    Word(Word),
    /// A registered name, by its position in [`Lexicon::names`].
    Name(usize),
}

/// An occurrence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub term: Term,
}

/// Everything that texts are searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexicon {
    names: Vec<Name>,
    tree: Vec<Node>,
    scope_units: Vec<String>,
    counters: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Node {
    /// By character, in order.
    next: Vec<(char, usize)>,
    /// What ends here.
    ends: Vec<Term>,
}

/// Fewest characters of a name that is looked for: a single one is in every sentence.
const SHORTEST_NAME: usize = 2;

impl Lexicon {
    /// The words of the checks and the registered names.
    pub fn new(words: &Words, names: Vec<Name>) -> Lexicon {
        let lists = [
            (Word::Frequency, &words.frequency),
            (Word::Owner, &words.owner),
            (Word::Carrier, &words.carrier),
            (Word::Change, &words.change),
            (Word::Slogan, &words.slogans),
            (Word::Summary, &words.summary),
            (Word::History, &words.history),
            (Word::Placeholder, &words.placeholders),
            (Word::OrgSuffix, &words.org_suffixes),
        ];
        let mut lexicon = Lexicon {
            scope_units: words.scope_units.clone(),
            counters: words.counters.clone(),
            ..Lexicon::default()
        };
        for (word, list) in lists {
            for text in list {
                lexicon.add(&folded(text), Term::Word(word));
            }
        }
        for (at, name) in names.iter().enumerate() {
            for called in &name.called {
                let called = folded(called.trim());
                if called.len() >= SHORTEST_NAME {
                    lexicon.add(&called, Term::Name(at));
                }
            }
        }
        lexicon.names = names;
        lexicon
    }

    /// The registered names.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The registered name that was found; `None` for a word.
    pub fn name(&self, hit: &Hit) -> Option<&Name> {
        match hit.term {
            Term::Name(at) => self.names.get(at),
            Term::Word(_) => None,
        }
    }

    fn add(&mut self, text: &[char], term: Term) {
        if text.is_empty() {
            return;
        }
        if self.tree.is_empty() {
            self.tree.push(Node::default());
        }
        let mut at = 0;
        for c in text {
            at = match self.step(at, *c) {
                Ok(next) => next,
                Err(place) => {
                    let next = self.tree.len();
                    self.tree.push(Node::default());
                    self.tree[at].next.insert(place, (*c, next));
                    next
                }
            };
        }
        let ends = &mut self.tree[at].ends;
        if !ends.contains(&term) {
            ends.push(term);
        }
    }

    /// The node that a character leads to, or where its edge belongs.
    fn step(&self, from: usize, c: char) -> Result<usize, usize> {
        let next = &self.tree[from].next;
        let place = next.binary_search_by_key(&c, |(c, _)| *c)?;
        Ok(next[place].1)
    }

    /// All occurrences, by where they start, the shorter first. They may overlap.
    pub(super) fn hits(&self, chars: &[char]) -> Vec<Hit> {
        let mut hits = Vec::new();
        if self.tree.is_empty() {
            return hits;
        }
        for start in 0..chars.len() {
            let mut node = 0;
            for (length, c) in (1..).zip(&chars[start..]) {
                let Ok(next) = self.step(node, *c) else {
                    break;
                };
                node = next;
                let span = Span::new(start, start + length);
                // `ERP` is not in `ERPX`, `EAP` not in `LEAP`.
                let ends = &self.tree[node].ends;
                if !ends.is_empty() && is_apart(chars, span) {
                    hits.extend(ends.iter().map(|&term| Hit { span, term }));
                }
            }
        }
        hits
    }

    /// Whether a unit of scope stands at a position.
    pub(super) fn scope_unit_at(&self, chars: &[char], at: usize) -> bool {
        self.scope_units
            .iter()
            .any(|unit| stands_at(chars, at, unit))
    }

    /// Whether a counter stands at a position.
    pub(super) fn counter_at(&self, chars: &[char], at: usize) -> bool {
        self.counters.iter().any(|unit| stands_at(chars, at, unit))
    }
}

/// Whether a Latin word or number at either edge of a span does not go on outside it.
fn is_apart(chars: &[char], span: Span) -> bool {
    let latin = |at: Option<usize>| {
        let c = at.and_then(|at| chars.get(at));
        c.is_some_and(char::is_ascii_alphanumeric)
    };
    let cut = |inside: usize, outside: Option<usize>| latin(Some(inside)) && latin(outside);
    !cut(span.start, span.start.checked_sub(1)) && !cut(span.end - 1, Some(span.end))
}

/// A name and its aliases, which are typed in one text.
pub fn names_of(name: &str, aliases: &str) -> Vec<Rc<str>> {
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    name.map(Rc::from)
        .into_iter()
        .chain(name_list(aliases))
        .collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A lexicon of these units alone.
    pub fn units(scope_units: &[&str], counters: &[&str]) -> Lexicon {
        let own = |units: &[&str]| units.iter().map(|unit| (*unit).to_owned()).collect();
        Lexicon {
            scope_units: own(scope_units),
            counters: own(counters),
            ..Lexicon::default()
        }
    }

    fn lexicon() -> Lexicon {
        let mut lexicon = Lexicon::default();
        lexicon.add(&folded("有限公司"), Term::Word(Word::OrgSuffix));
        lexicon.add(&folded("股份有限公司"), Term::Word(Word::OrgSuffix));
        lexicon.add(&folded("质管部"), Term::Name(0));
        lexicon.add(&folded("MES 系统"), Term::Name(1));
        lexicon.add(&folded("挑战1"), Term::Name(2));
        lexicon
    }

    fn check(raw: &str, expected: &[(&str, Term)]) {
        let chars = folded(raw);
        let hits = lexicon().hits(&chars);
        let text = |hit: &Hit| chars[hit.span.start..hit.span.end].iter().collect();
        let found: Vec<(String, Term)> = hits.iter().map(|hit| (text(hit), hit.term)).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(text, term)| ((*text).to_owned(), *term))
            .collect();
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn words_and_names_are_found_where_they_stand() {
        check(
            "甲股份有限公司的质管部用ＭＥＳ系统",
            &[
                ("股份有限公司", Term::Word(Word::OrgSuffix)),
                ("有限公司", Term::Word(Word::OrgSuffix)),
                ("质管部", Term::Name(0)),
                ("MES系统", Term::Name(1)),
            ],
        );
        check("有限的公司，质管", &[]);
    }

    #[test]
    fn a_latin_word_or_number_is_found_whole() {
        check("挑战1 与挑战 12", &[("挑战1", Term::Name(2))]);
        check("IMES 系统", &[]);
    }

    #[test]
    fn aliases_are_apart_by_marks() {
        let names = names_of(" 质量管理部", "质管部、 质量部，品管，");
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        assert_eq!(names, ["质量管理部", "质管部", "质量部", "品管"]);
    }

    #[test]
    fn names_of_one_character_are_not_looked_for() {
        let words = crate::pack::Words {
            frequency: vec!["每月".into()],
            ..empty_words()
        };
        let name = |called: &str| Name {
            kind: NameKind::Department,
            id: "d1".into(),
            called: names_of(called, ""),
        };
        let lexicon = Lexicon::new(&words, vec![name("部"), name("质管部")]);
        let hits = lexicon.hits(&folded("质管部每月"));
        let terms: Vec<Term> = hits.iter().map(|hit| hit.term).collect();
        assert_eq!(terms, [Term::Name(1), Term::Word(Word::Frequency)]);
        assert_eq!(&*lexicon.name(&hits[0]).unwrap().id, "d1");
        assert_eq!(lexicon.name(&hits[1]), None);
    }

    fn empty_words() -> Words {
        Words {
            frequency: vec![],
            owner: vec![],
            carrier: vec![],
            scope_units: vec![],
            change: vec![],
            slogans: vec![],
            summary: vec![],
            weak_sources: vec![],
            history: vec![],
            placeholders: vec![],
            counters: vec![],
            org_suffixes: vec![],
        }
    }
}
