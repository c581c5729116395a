//! The data folder: that it is whole, that what is wrong with it is found, and what comes of it.

use std::collections::BTreeMap;

use super::{
    AskKind, Checks, Criteria, Holidays, ItemKind, Metrics, Packs, Part, Problem, Scheme, part,
};
use crate::domain::rules::PartKind;
use crate::domain::settings::EventBasis;
use crate::testing::{calendar, data_files as files, gongyi, packs};

fn read(files: &BTreeMap<String, String>) -> Result<Packs, Vec<Problem>> {
    super::read(&files.iter().collect::<Vec<_>>())?.packs()
}

#[test]
fn the_data_is_whole() {
    let packs = packs();
    assert_eq!(packs.scheme.articles.len(), 31);
    assert_eq!(packs.scheme.conditions.len(), 5);
    assert_eq!(packs.scheme.exclusions.len(), 8);
    assert_eq!(packs.scheme.form.len(), 62);
    assert_eq!(packs.scheme.evidence.len(), 38);
    assert_eq!(packs.scheme.ambiguities.len(), 41);
    assert_eq!(packs.criteria.items.len(), 23);
    assert_eq!(packs.criteria.profile.len(), 14);
    assert_eq!(packs.metrics.metrics.len(), 91);
    assert_eq!(packs.checks.all().count(), 55);
    assert_eq!(packs.checks.scheme.len(), 9);
    assert_eq!(packs.holidays.years.len(), 3);
}

/// The digest stands in the data; that it stays the one of the official text is pinned here as well, so that
/// changing an article takes two deliberate edits.
#[test]
fn the_articles_are_pinned() {
    assert_eq!(
        packs().scheme.document.digest,
        "3e4bf09f6f681a28c2aa17471b78cc31bb67858f63687cdf1f5778cbb696aacc"
    );
}

#[test]
fn parts_come_back_from_their_bytes() {
    let mut packs = packs();
    let parts = BTreeMap::from(packs.parts().unwrap());
    let bytes = |name: &str| parts[name].as_slice();
    let scheme: Scheme = part(bytes("scheme.bin")).unwrap();
    let criteria: Criteria = part(bytes("criteria.bin")).unwrap();
    let metrics: Metrics = part(bytes("metrics.bin")).unwrap();
    let checks: Checks = part(bytes("checks.bin")).unwrap();
    let holidays: Holidays = part(bytes("calendar.bin")).unwrap();
    let back = Packs {
        scheme,
        criteria,
        metrics,
        checks,
        holidays,
    };
    packs.checks = packs.checks.to_run();
    assert_eq!(back, packs);
}

/// Changes one place of one file and gives the problems as lines.
fn spoilt(file: &str, from: &str, to: &str) -> Vec<String> {
    let mut files = files();
    let text = files.get_mut(file).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    *text = text.replacen(from, to, 1);
    match read(&files) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

/// One place of one file spoilt (from, to), and how the line that names it begins after the file.
type Spoilt = (&'static str, &'static str, &'static str, &'static str);

/// Each must be found, with file, key and reason on one line.
fn all_named(cases: &[Spoilt]) {
    for (file, from, to, expected) in cases {
        let found = spoilt(file, from, to);
        let owner = match expected.split_once(" | ") {
            Some((other, line)) => format!("{other}: {line}"),
            None => format!("{file}: {expected}"),
        };
        assert!(
            found.iter().any(|line| line.starts_with(&owner)),
            "{file}: {from:?} → {to:?}: expected {owner:?}, found {found:#?}"
        );
        for line in &found {
            let parts = line.splitn(3, ": ").count();
            assert!(!line.contains('\n') && parts == 3, "{line}");
        }
    }
}

const SCHEME: &str = "gongyi-2023/scheme.toml";
const ARTICLES: &str = "gongyi-2023/articles.toml";
const SETTINGS: &str = "gongyi-2023/settings.toml";
const CONDITIONS: &str = "gongyi-2023/conditions.toml";
const EXCLUSIONS: &str = "gongyi-2023/exclusions.toml";
const COVERAGE: &str = "gongyi-2023/coverage.toml";
const FORMS: &str = "gongyi-2023/forms.toml";
const TEMPLATES: &str = "gongyi-2023/templates.toml";
const GROUNDS: &str = "gongyi-2023/findings.toml";
const EDITION: &str = "gbt-19580-2012/edition.toml";
const BANDS: &str = "gbt-19580-2012/bands.toml";
const ITEMS: &str = "gbt-19580-2012/items.toml";
const DEPTHS: &str = "gbt-19580-2012/depths.toml";
const REGISTERS: &str = "gbt-19580-2012/registers.toml";
const FINDINGS: &str = "gbt-19580-2012/findings.toml";
const YEAR: &str = "calendar/2026.toml";

#[test]
fn wrong_keys_and_types_are_named() {
    #[rustfmt::skip]
    all_named(&[
        (CONDITIONS, "why_asked", "why", "condition[13-1].question[13-1-a].why: unknown field `why`"),
        (CONDITIONS, "fact = \"in_gongyi\"\n", "", "condition[13-1].question[13-1-a].fact: missing field `fact`"),
        (CONDITIONS, "rule = \"one-of\"", "rule = \"some-of\"", "condition[13-1].question[13-1-b].rule: unknown variant `some-of`"),
        (CONDITIONS, "years = \"operation_years_min\"", "years = 3", "condition[13-1].question[13-1-d].rule.elapsed.years: "),
        (SCHEME, "value = 100000", "value = \"100000\"", "scheme.prize.value: invalid type"),
        (SCHEME, "value = \"2023-03-09\"", "value = \"2023-3-9\"", "scheme.issued.value: \"2023-3-9\" is not a day"),
        (FORMS, "[[field]]", "[[field]", "line 17: "),
        (YEAR, "\"2026-10-07\"", "\"2026-10-32\"", "off[6].to: \"2026-10-32\" is not a day"),
        (FINDINGS, "tolerance_pct = \"0.5\"", "tolerance_pct = 0.5", "finding[figure-differs].params.tolerance_pct: invalid type: floating point"),
        (DEPTHS, "registers = \"all\"", "registers = \"every\"", "depth[standard].registers: invalid value"),
    ]);
}

#[test]
fn what_the_program_asks_of_every_pack_is_named() {
    #[rustfmt::skip]
    all_named(&[
        (SCHEME, "value = \"镇（街道）\"", "value = \"\"", "scheme.recommender.value: a name is needed"),
        (SCHEME, "value = \"镇（街道）\"", "value = \" 镇（街道）\"", "scheme.recommender.value: a name is needed"),
        (SCHEME, "value = \"镇（街道）\"", "value = \"乡镇\"", "scheme.recommender.value: these words do not stand in its quote"),
        (SCHEME, "value = \"镇（街道）\"", "value = \"获得所在镇（街道）推荐。获得所在\"", "scheme.recommender.value: 16 characters"),
        (SCHEME, "quote = \"获得所在镇（街道）推荐。\"", "quote = \"获得所在镇推荐。\"", "scheme.recommender.quote: these words do not stand in article 13-5"),
        (SETTINGS, "id = \"municipal_scope\"", "id = \"scope\"", "setting[municipal_scope]: the rules need this setting"),
        (EXCLUSIONS, "value = \"gongyi\"", "value = \"county\"", "exclusion.question.levels[gongyi]: the register \"inspections\" of the edition has this level"),
        (DEPTHS, "id = \"standard\"", "id = \"usual\"", "depth: no depth \"standard\""),
    ]);
}

#[test]
fn words_that_are_not_the_laws_are_named() {
    #[rustfmt::skip]
    all_named(&[
        (ARTICLES, "每2年评选1届", "每3年评选1届", "document.digest: the texts have "),
        (ARTICLES, "id = \"13-2\"", "id = \"13-3\"", "article[13].item[13-3].id: \"13-2\" comes next"),
        (CONDITIONS, "quote = \"获得所在镇（街道）推荐。\"", "quote = \"获得所在镇推荐。\"", "condition[13-5].quote: these words do not stand in article 13-5"),
        (SCHEME, "quote = \"2023年3月9日印发\"", "quote = \"2023年3月10日印发\"", "scheme.issued.quote: these words do not stand outside the articles"),
        ("gongyi-2023/evidence.toml", "article = \"13-1\"", "article = \"13-9\"", "evidence[ev-licence].article: no article \"13-9\""),
        (COVERAGE, "[1, 2, 8,", "[1, 2,", "coverage: article 8 went nowhere"),
        (COVERAGE, "[1, 2, 8,", "[1, 2, 8, 25,", "coverage.not_applicant: article 25 stands under another heading"),
        (COVERAGE, "gate = [25, 28]", "gate = [25]", "coverage.gate: article 28 has a gate, but is not listed"),
        (COVERAGE, "scheme = [3,", "scheme = [3, 2,", "coverage.scheme: article 2 is listed, but sets no value"),
    ]);
}

#[test]
fn names_that_lead_nowhere_are_named() {
    #[rustfmt::skip]
    all_named(&[
        (SCHEME, "id = \"gongyi-2023\"", "id = \"gongyi-2024\"", "scheme.id: \"gongyi-2024\" in a folder named \"gongyi-2023\""),
        (SCHEME, "edition = \"gbt-19580-2012\"", "edition = \"gbt-19580-2004\"", "scheme.edition: no edition \"gbt-19580-2004\""),
        (SCHEME, "honour = \"srdi\"", "honour = \"other\"", "scheme.quota_srdi_min.honour: no honour \"other\""),
        (CONDITIONS, "[\"ev-licence\", ", "[\"ev-licences\", ", "condition[13-1].evidence: no evidence \"ev-licences\""),
        (CONDITIONS, "\"amb-predecessor\"", "\"amb-nothing\"", "condition[13-1].ambiguities: no ambiguity \"amb-nothing\""),
        (CONDITIONS, "of = \"13-1-d\"", "of = \"13-1-a\"", "condition[13-1].question[13-1-e].rule.later-start.of: no count of years"),
        (CONDITIONS, ", gives = \"unmet\"", "", "condition[13-1].question[13-1-b].options[natural_person].gives: "),
        (CONDITIONS, "not_before = \"established\"", "not_before = \"licences\"", "condition[13-2].question[13-2-d].rule.elapsed.not_before: no date"),
        (CONDITIONS, "\"asset_contribution\"]", "\"assets\"]", "condition[13-3].question[13-3-a].rule.ranking.claim[enterprise].indicators: no indicator \"assets\""),
        (EXCLUSIONS, "mirrors = \"licences\"", "mirrors = \"licence\"", "exclusion[14-2].mirrors: no yes-no question with fact \"licence\""),
        (EXCLUSIONS, "id = \"14-3-b\"", "id = \"14-3-a\"", "gongyi-2023/general.toml | question[14-3-a]: this id stands twice"),
        (EXCLUSIONS, "kind = \"date\"\nfills = \"ended\"", "kind = \"date\"\nfills = \"end\"", "exclusion[14-6].question[14-6-b].fills: no event field \"end\""),
        (EXCLUSIONS, "exempt = \"non_profit\"", "exempt = \"charity\"", "exclusion[14-5].rule.losses.exempt: no value \"charity\""),
        (SETTINGS, "default = \"latest\"", "default = \"earliest\"", "setting[event_basis].default: no option \"earliest\""),
        (SETTINGS, "value = \"occurred\"", "value = \"happened\"", "setting[event_basis].options[happened]: the rules know no such reading"),
        (SETTINGS, "id = \"honour-expired\"", "id = \"honour-old\"", "flag[honour-expired]: the rules give this hint"),
        ("gongyi-2023/ambiguities.toml", "setting = \"boundary_day\"", "setting = \"boundary\"", "ambiguity[amb-boundary-day].setting: no setting \"boundary\""),
        ("gongyi-2023/gates.toml", "rule.validity", "rule.ban", "gate: 2 gates with rule \"ban\""),
        ("gongyi-2023/procedure.toml", "\"notice-not-finished\"", "\"notice-open\"", "procedure[17-2].flags: no flag \"notice-open\""),
        ("gongyi-2023/obligations.toml", "fact = \"publicity\"\n", "", "obligation.fact: 0 with \"publicity\""),
        ("gongyi-2023/obligations.toml", "yearly = \"12-31\"", "yearly = \"02-29\"", "obligation[ob-23-practice].yearly: a day of every year"),
        (FORMS, "same_as = \"13-1-d\"", "same_as = \"13-1-z\"", "field[ff-established].same_as: no question of the walk \"13-1-z\""),
        (FORMS, "order = 9\ngroup = \"基本信息\"", "order = 9\ngroup = \"其他\"", "field[ff-org-form].group: \"基本信息\" was left before"),
        (FORMS, "order = 7", "order = 6", "field[ff-business-address].order: 6 where 7 comes next"),
        (FORMS, "metric = \"tax-paid\"", "metric = \"taxes\"", "field[ff-fig-tax-total].metric: no metric \"taxes\""),
        (FORMS, "unit = \"人\"\n", "unit = \"人\"\nmetric = \"tax-paid\"\n", "field[ff-employees].metric: only figures by year"),
        (FORMS, "vat = \"ff-fig-vat\"", "vat = \"ff-fig-tax\"", "field[ff-fig-contribution-rate].formula: no figures of three years \"ff-fig-tax\""),
        (FORMS, "unless.gen-org-kind = \"non_profit\"", "unless.gen-org-kind = \"charity\"", "field[ff-srdi].unless: no answer \"charity\" of question \"gen-org-kind\""),
        (TEMPLATES, "{reply_days}", "{days}", "template[tpl-internal-notice].body: no placeholder \"days\""),
        (TEMPLATES, "{reply_days}个", "若干个", "template[tpl-internal-notice].placeholders[reply_days]: the body has no such braces"),
        (GROUNDS, "depths = \"all\"", "depths = [\"deep\"]", "finding[loss-year-vs-declaration].depths: no depth \"deep\""),
        (GROUNDS, "basis = [\"14-5\"]", "basis = []", "finding[loss-year-vs-declaration].basis: a check of the measures names its article"),
        (GROUNDS, "id = \"licence-gap\"", "id = \"item-empty\"", "finding[item-empty]: the edition has a check with this id"),
        (REGISTERS, "field = \"org.names\"", "field = \"org.titles\"", "register[names].field: no field \"org.titles\""),
        (REGISTERS, "to = \"goals\"", "to = \"aims\"", "register[plans].columns[goal].to: no register \"aims\""),
        (REGISTERS, "kind = \"refs\", to = \"goals\"", "kind = \"text\", to = \"goals\"", "register[plans].columns[goal].to: only references"),
        (REGISTERS, "key = \"share\"", "key = \"main\"", "register[segments].columns[main]: this id stands twice"),
    ]);
}

#[test]
fn what_is_asked_for_by_its_meaning_is_there() {
    #[rustfmt::skip]
    all_named(&[
        (SCHEME, "employees = \"ff-employees\"", "employees = \"ff-staff\"", "roles.employees: no field \"ff-staff\""),
        (SCHEME, "net_profit = \"ff-fig-net-profit\"", "net_profit = \"ff-employees\"", "roles.net_profit: not figures by year"),
        (SCHEME, "enquiry_letter = \"tpl-enquiry\"", "enquiry_letter = \"tpl-letter\"", "roles.enquiry_letter: no template \"tpl-letter\""),
        (SCHEME, "org_kind = \"gen-org-kind\"", "org_kind = \"gen-kind\"", "roles.org_kind: no question \"gen-kind\""),
        (SCHEME, "\nnon_profit = \"non_profit\"", "\nnon_profit = \"charity\"", "roles.non_profit: no choice \"charity\""),
        (SCHEME, "annual_article = \"29\"", "annual_article = \"92\"", "roles.annual_article: no such article"),
        (FORMS, "id = \"ff-org-name\"", "id = \"ff-name\"", "field: no field \"ff-org-name\""),
        ("gongyi-2023/general.toml", "id = \"gen-on\"", "id = \"gen-day\"", "question: no question \"gen-on\""),
        ("gongyi-2023/general.toml", "id = \"gen-uscc\"", "id = \"gen-code\"", "question: no question \"gen-uscc\""),
        (EDITION, "head_count_slot = \"B.1.1.c\"", "head_count_slot = \"B.9\"", "roles.head_count_slot: no slot \"B.9\""),
        (EDITION, "[\"4.3.2\", \"4.3.3\"]", "[\"4.3.2\", \"4.9.9\"]", "roles.customer_items: no item \"4.9.9\""),
        (EDITION, "[\"4.3.2\", \"4.3.3\"]", "[]", "roles.customer_items: at least one"),
        (EDITION, "customer_results = \"4.7.3\"", "customer_results = \"4.7.9\"", "roles.customer_results: no item \"4.7.9\""),
        (EDITION, "accidents = \"liability-accidents\"", "accidents = \"mishaps\"", "roles.accidents: no metric \"mishaps\""),
    ]);
}

#[test]
fn wrong_numbers_of_the_criteria_are_named() {
    #[rustfmt::skip]
    all_named(&[
        (ITEMS, "points = 50", "points = 55", "gbt-19580-2012/edition.toml | category[4.1].points: its items have 115"),
        (EDITION, "total_points = 1000", "total_points = 1100", "edition.total_points: the categories have 1000"),
        (BANDS, "min = 30", "min = 35", "band[process-30-45].min: 35 where 30 comes next"),
        (BANDS, "max = 100", "max = 95", "band: the bands of Process items do not end at 100"),
        (BANDS, "learning = \"出", "trend = \"出", "band[process-00-05].factors: a Process item has "),
        (ITEMS, "links.items = [\"4.7.2\"", "links.items = [\"4.2.2\"", "item[4.1.2].links.items: no item of the other kind \"4.2.2\""),
        (ITEMS, "links.profile = [\"B.1.1.b\"", "links.profile = [\"B.1.1.z\"", "item[4.1.2].links.profile: no slot \"B.1.1.z\""),
        (ITEMS, "id = \"4.1.2-a\"", "id = \"4.1.3-a\"", "item[4.1.2].section[4.1.3-a].id: \"4.1.2-\" and a letter is needed"),
        ("gbt-19580-2012/profile.toml", "feeds = [\"4.3.2\"", "feeds = [\"4.3.1\"", "slot[B.1.1.a].feeds: no item \"4.3.1\""),
        ("gbt-19580-2012/metrics.toml", "proves = [\"4.5.3\"]", "proves = [\"4.7.3\"]", "metric[outgoing-pass-rate].proves: no process item \"4.7.3\""),
        (FINDINGS, "\"metric.unit\"]", "\"metric.units\"]", "finding[figure-differs].needs: no field \"metric.units\""),
        (DEPTHS, "\"item-empty\"", "\"item-full\"", "depth[quick].findings: no check of this edition \"item-full\""),
        (DEPTHS, "minutes = 90", "minutes = 80", "depth[quick].minutes: the steps take 90"),
        (YEAR, "\"2026-02-14\"", "\"2026-02-13\"", "worked[2026-02-13]: not a Saturday or Sunday"),
        (YEAR, "year = 2026", "year = 2027", "year: 2027 in a file named 2026"),
        (YEAR, "from = \"2026-10-01\"", "from = \"2026-09-26\"", "off[国庆节]: 2026-09-26 stands twice"),
    ]);
}

#[test]
fn files_are_neither_missing_nor_too_many() {
    let lines = |files: &BTreeMap<String, String>| {
        let problems = read(files).unwrap_err();
        let lines = problems.iter().map(ToString::to_string);
        lines.collect::<Vec<_>>()
    };
    let all = files();
    let needed = all
        .keys()
        .filter(|name| !name.starts_with("calendar") && name.ends_with(".toml"));
    for missing in needed {
        let mut files = all.clone();
        files.remove(missing);
        assert_eq!(
            lines(&files),
            [format!("{missing}: .: this file is missing")]
        );
    }
    let mut files = all;
    let text = files.remove("gongyi-2023/gates.toml").unwrap();
    files.insert("gongyi-2023/gate.toml".to_owned(), text);
    assert_eq!(
        lines(&files),
        [
            "gongyi-2023/gate.toml: .: no file of this name is read here",
            "gongyi-2023/gates.toml: .: this file is missing"
        ]
    );
    let nothing: [(&str, &str); 0] = [];
    assert_eq!(
        super::read(&nothing).unwrap_err()[0].reason,
        "no files here"
    );
}

#[test]
fn a_folder_can_be_read_alone() {
    let files = files();
    let alone = |folder: &str| {
        let own = files
            .iter()
            .filter_map(|(name, text)| Some((name.strip_prefix(folder)?, text)));
        super::read(&own.collect::<Vec<_>>()).unwrap()
    };
    assert_eq!(alone("gongyi-2023/").schemes.len(), 1);
    assert_eq!(alone("gbt-19580-2012/").criteria.len(), 1);
    assert_eq!(alone("calendar/").holidays.years.len(), 3);
    let problems = alone("gongyi-2023/").packs().unwrap_err();
    assert_eq!(
        problems[0].to_string(),
        "scheme.toml: scheme.edition: no folder of this edition, \"gbt-19580-2012\""
    );
}

/// The rules that the domain's tests write out by hand are the ones of the data.
#[test]
fn rules_are_built_from_data_alone() {
    let rules = packs().scheme.rules();
    assert_eq!(rules, gongyi());
    assert_eq!(packs().holidays.calendar(), calendar());
}

#[test]
fn rules_from_data_pass_all_cases() {
    let packs = packs();
    let cases = include_str!("../../../../tests/cases/rules.toml");
    let report = crate::cases::run(cases, &packs.scheme.rules(), &packs.holidays.calendar());
    let report = report.unwrap();
    assert!(report.passed > 0 && report.failed == 0, "{report}");
}

#[test]
fn questions_are_judged_once() {
    let rules = packs().scheme.rules();
    let first = &rules.conditions[0].parts;
    // The day of operation joins the count of the day of establishment.
    let asked: Vec<_> = first.iter().map(|part| part.question.as_str()).collect();
    assert_eq!(asked, ["13-1-a", "13-1-b", "13-1-c", "13-1-d"]);
    let PartKind::Elapsed { facts, years, .. } = &first[3].kind else {
        panic!("{:?}", first[3]);
    };
    let facts: Vec<_> = facts.iter().map(|start| start.fact.as_str()).collect();
    assert_eq!(facts, ["established", "operation_start"]);
    assert_eq!(*years, 3);
    // Hints and fields of an event are no questions that the rules wait for.
    let asked = |id: &str| {
        let exclusion = rules.exclusions.iter().find(|rule| rule.id == id).unwrap();
        let questions = exclusion.questions.iter().map(|asked| asked.id.as_str());
        questions.collect::<Vec<_>>()
    };
    assert_eq!(asked("14-5"), ["14-5-a"]);
    assert_eq!(asked("14-6"), ["14-6-a"]);
    assert_eq!(asked("14-8"), ["14-8-a"]);
}

#[test]
fn a_number_changed_in_the_data_changes_the_rules() {
    let mut files = files();
    let scheme = files.get_mut(SCHEME).unwrap();
    *scheme = scheme.replacen(
        "[scheme.operation_years_min]\nvalue = 3",
        "[scheme.operation_years_min]\nvalue = 5",
        1,
    );
    let rules = read(&files).unwrap().scheme.rules();
    let PartKind::Elapsed { years, .. } = rules.conditions[0].parts[3].kind else {
        panic!("{:?}", rules.conditions[0].parts[3]);
    };
    assert_eq!(years, 5);
    assert_eq!(rules.window_years, 3);
}

#[test]
fn settings_start_from_the_data() {
    let scheme = packs().scheme;
    let chosen = |pairs: &[(&str, &str)]| {
        let owned = |(id, value): &(&str, &str)| ((*id).to_owned(), (*value).to_owned());
        scheme.settings_with(&pairs.iter().map(owned).collect())
    };
    assert_eq!(chosen(&[]).event_basis, EventBasis::Latest);
    assert_eq!(chosen(&[]).informative["loss_indicator"], "total_profit");
    let decided = chosen(&[("event_basis", "decided")]);
    assert_eq!(decided.event_basis, EventBasis::Decided);
    let never = chosen(&[("event_basis", "never")]);
    assert_eq!(never.event_basis, EventBasis::Latest);
    let net = chosen(&[("loss_indicator", "net_profit"), ("unheard_of", "x")]);
    assert_eq!(net.informative["loss_indicator"], "net_profit");
    assert!(!net.informative.contains_key("unheard_of"));
}

#[test]
fn questions_of_the_walk() {
    let scheme = packs().scheme;
    let ids: Vec<_> = scheme.questions().map(|q| q.id).collect();
    assert_eq!(ids.len(), 4 + 1 + 19 + 19 + 1);
    assert_eq!([ids[0], ids[4], ids[5]], ["gen-on", "gate-ban", "13-1-a"]);
    assert_eq!(ids.last(), Some(&"17-2-a"));
    // The day of removal from the list is a field of the event.
    assert!(!ids.contains(&"14-6-b"));
    let field = |question: &str, key: &str| {
        let question = scheme.question(question).unwrap();
        question.fields.into_iter().find(|field| field.key == key)
    };
    assert_eq!(field("14-6-a", "ended").unwrap().label, "什么时候移出的？");
    assert_eq!(field("14-1-a", "ended").unwrap().label, "结束日期");
    // Only inspections have a level, with the levels that count.
    assert_eq!(field("14-4-a", "level").unwrap().options.len(), 5);
    assert_eq!(field("14-4-b", "level"), None);
    // Hints only.
    let hints = scheme.questions().filter(|q| !q.counts).map(|q| q.id);
    assert_eq!(hints.collect::<Vec<_>>(), ["14-5-b", "14-8-b"]);
    let notice = scheme.question("17-2-a").unwrap();
    assert_eq!((notice.part, notice.kind), (Part::Notice, AskKind::Group));
    let on = scheme.question("gen-on").unwrap();
    assert!(on.quote.starts_with("自愿申报。"), "{}", on.quote);
}

/// Nothing is typed twice: what the walk asks, the form takes from there.
#[test]
fn the_form_takes_answers_from_the_walk() {
    let scheme = packs().scheme;
    let same = scheme.form.iter().filter_map(|field| {
        let question = field.same_as.as_deref()?;
        Some((field.id.as_str(), question))
    });
    assert_eq!(
        same.collect::<Vec<_>>(),
        [
            ("ff-uscc", "gen-uscc"),
            ("ff-town", "gen-town"),
            ("ff-established", "13-1-d"),
            ("ff-operation-start", "13-1-e"),
            ("ff-org-form", "13-1-b"),
            ("ff-org-kind", "gen-org-kind"),
            ("ff-excellence-since", "13-2-d"),
            ("ff-fig-profit", "14-5-a"),
        ]
    );
    let opening = scheme.form.iter().filter(|field| field.opening);
    let opening: Vec<_> = opening.map(|field| field.id.as_str()).collect();
    assert_eq!(opening, ["ff-fig-equity"]);
}

#[test]
fn criteria_are_found_by_id() {
    let criteria = packs().criteria;
    assert_eq!(criteria.item("4.1.2").unwrap().points, 50);
    assert_eq!(criteria.section("4.7.2-b").unwrap().0.id, "4.7.2");
    assert_eq!(criteria.section("4.7.2-z"), None);
    let band = |kind, percent| criteria.band(kind, percent).unwrap();
    assert_eq!(band(ItemKind::Process, 45).id, "process-30-45");
    assert_eq!(band(ItemKind::Result, 100).id, "result-90-100");
    let values = band(ItemKind::Result, 0).values();
    assert_eq!(values.collect::<Vec<_>>(), [0, 5]);
}

#[test]
fn every_metric_is_shown_at_a_result_item() {
    let criteria = packs().criteria;
    let at = |section: &str| criteria.results_at(section).unwrap().id.clone();
    assert_eq!(at("4.7.5-c"), "4.7.5");
    for nowhere in ["", "4.7.2-z", "4.1.2-a"] {
        assert_eq!(at(nowhere), "4.7.2");
    }
}
