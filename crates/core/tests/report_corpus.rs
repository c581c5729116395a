//! Reports made from known truths, in every way people number and paste them: no character is lost, and nine of ten
//! paragraphs are right without a question. The counts are printed (`--nocapture`).
#![cfg(feature = "toml")]

mod data;

use data::PACKS;
use quality_award_core::import::report::{Kind, Report, To, characters};

/// Where a line belongs.
#[derive(Clone, Debug, PartialEq)]
enum Truth {
    Heading,
    To(&'static str),
    Front,
    Nowhere,
    Contents,
    Running,
}

/// A report as it is written: lines and where they belong.
#[derive(Default)]
struct Written(Vec<(String, Truth)>);

impl Written {
    fn line(&mut self, line: impl Into<String>, truth: Truth) {
        self.0.push((line.into(), truth));
    }
}

/// How a report is written.
#[derive(Clone, Copy)]
struct Form {
    name: &'static str,
    chapter: fn(usize, &str, &str) -> String,
    item: fn(usize, &str, &str) -> String,
    section: fn(usize, &str, &str) -> String,
    /// Text stands behind a section's title.
    run_in: Option<&'static str>,
    contents: Option<fn(&str, usize) -> String>,
    /// Pages: lines broken at the margin, page heads and numbers.
    pages: bool,
    /// What becomes of each line in the end.
    spoil: fn(&str) -> String,
    end: &'static str,
}

const NUMERALS: [&str; 11] = [
    "", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
];

const PLAIN: Form = Form {
    name: "numbers of the criteria",
    chapter: |_, id, title| format!("{id} {title}"),
    item: |_, id, title| format!("{id} {title}"),
    section: |at, id, title| format!("{id}.{at} {title}"),
    run_in: None,
    contents: None,
    pages: false,
    spoil: str::to_owned,
    end: "\n",
};

const COUNTED: Form = Form {
    name: "一、（一）1.",
    chapter: |at, _, title| format!("{}、{title}", NUMERALS[at]),
    item: |at, _, title| format!("（{}）{title}", NUMERALS[at]),
    section: |at, _, title| format!("{at}. {title}"),
    ..PLAIN
};

fn swapped(title: &str) -> String {
    title.replace('和', "与").replace("的", "")
}

fn kangxi(line: &str) -> String {
    line.chars()
        .map(|c| match c {
            '高' => '⾼',
            '用' => '⽤',
            '方' => '⽅',
            '人' => '⼈',
            '力' => '⼒',
            '行' => '⾏',
            '长' => '⻓',
            '一' => '⼀',
            c => c,
        })
        .collect()
}

fn spaced(line: &str) -> String {
    let short = line.chars().count() <= 20 && line.chars().all(|c| c > '\u{2000}');
    let chars: Vec<String> = line.chars().map(String::from).collect();
    if short {
        chars.join(" ")
    } else {
        line.to_owned()
    }
}

fn marked(line: &str) -> String {
    let mut chars = line.chars();
    let first: String = chars.by_ref().take(3).collect();
    format!("\u{200E}{first}\u{200B}{}\u{200F}", chars.as_str())
}

fn forms() -> Vec<Form> {
    let form = |name: &'static str| Form { name, ..PLAIN };
    let counted = |name: &'static str| Form { name, ..COUNTED };
    vec![
        PLAIN,
        COUNTED,
        Form {
            chapter: |at, _, title| format!("第{}章 {title}", NUMERALS[at]),
            item: |at, _, title| format!("第{}节 {title}", NUMERALS[at]),
            section: |at, _, title| format!("{}、{title}", NUMERALS[at]),
            ..form("第一章 第一节 一、")
        },
        Form {
            chapter: |_, id, title| format!("# {id} {title}"),
            item: |_, id, title| format!("## {id} {title}"),
            section: |_, _, title| format!("**{title}**"),
            ..form("Markdown")
        },
        Form {
            item: |_, id, title| format!("{}　{title}", id.replace('.', "．")),
            section: |at, _, title| format!("（{at}）{title}："),
            ..form("full width")
        },
        Form {
            item: |_, id, title| format!("{id} {title}（60分）"),
            ..form("points in brackets")
        },
        Form {
            item: |_, id, title| format!("{id}{}", swapped(title)),
            section: |at, id, title| format!("{id}.{at} {}", swapped(title)),
            ..form("words swapped, no space")
        },
        Form {
            run_in: Some("。"),
            ..form("run-in behind a number")
        },
        Form {
            section: |at, _, title| format!("（{at}）{title}"),
            run_in: Some("："),
            ..form("run-in behind （1）")
        },
        Form {
            section: |_, _, title| format!("● {title}"),
            ..form("bullets")
        },
        Form {
            item: |_, id, title| format!("【{id} {title}】"),
            section: |_, _, title| format!("【{title}】"),
            ..form("【】")
        },
        Form {
            section: |at, _, title| format!("{}{title}", ["", "①", "②", "③", "④"][at]),
            ..counted("①")
        },
        Form {
            section: |at, _, title| format!("{}) {title}", ["", "a", "b", "c", "d"][at]),
            ..form("a)")
        },
        Form {
            chapter: |_, id, title| format!("{id}\t{title}"),
            item: |_, id, title| format!("{id}\t{title}"),
            ..form("a tab behind the number")
        },
        Form {
            pages: true,
            ..form("PDF")
        },
        Form {
            pages: true,
            spoil: kangxi,
            ..counted("PDF with radicals")
        },
        Form {
            spoil: spaced,
            section: |_, _, title| title.to_owned(),
            ..counted("a space between all characters")
        },
        Form {
            spoil: marked,
            ..form("marks without width")
        },
        Form {
            contents: Some(|title, page| format!("{title}……………………{page}")),
            ..form("contents with ellipses")
        },
        Form {
            contents: Some(|title, page| format!("{title} ............ {page}")),
            ..counted("contents with points")
        },
        Form {
            contents: Some(|title, page| format!("{title}\t{page}")),
            ..form("contents with tabs")
        },
        Form {
            contents: Some(|title, _| title.to_owned()),
            ..counted("contents without pages")
        },
        Form {
            chapter: |at, _, title| format!("{at} {title}"),
            item: |at, id, title| format!("{}.{at} {title}", &id[2..3]),
            section: |at, id, title| format!("{}.{}.{at} {title}", &id[2..3], &id[4..5]),
            ..form("numbers of its own")
        },
        Form {
            item: |_, id, title| format!("{title}（{id}）"),
            ..form("the number behind the title")
        },
        Form {
            item: |_, id, title| format!("{id}《{title}》"),
            end: "\r",
            ..form("《》, old line ends")
        },
        Form {
            end: "\r\n",
            item: |_, id, title| format!("条目{id}：{title}"),
            ..form("条目4.1.2：")
        },
        Form {
            end: "\u{2028}",
            item: |_, id, _| id.to_owned(),
            ..form("a number alone")
        },
        Form {
            end: "\u{B}",
            ..counted("soft breaks")
        },
    ]
}

const CHAPTERS: [(&str, &[&str]); 4] = [
    ("4.1", &["4.1.2", "4.1.3"]),
    ("4.2", &["4.2.2", "4.2.3"]),
    ("4.4", &["4.4.2", "4.4.6"]),
    ("4.7", &["4.7.3", "4.7.7"]),
];

/// A paragraph of a sentence or two, another one each time.
fn paragraph(at: usize) -> String {
    let sentences = [
        "示例公司每年十月由虚构的总经理主持评审会，把结果写进示例清单，并在公司内公布。",
        "4.1.2 条所述的做法从2024年起执行，示例部门每季度检查一次。",
        "三年共投入4.2亿元，其中示例项目两项，虚构的负责人每月汇报。",
        "一次合格率由97.2%提高到98.6%，示例车间实行首件确认。",
        "1. 示例例会每周召开，虚构的记录由办公室保存；",
        "4.2 万元奖金用于示例小组，共有虚构员工35人参加。",
        "（三）级以上的示例问题要当天上报，由虚构的质量部关闭。",
    ];
    format!("{}第{at}号示例记录可查。", sentences[at % sentences.len()])
}

fn write(form: &Form) -> Written {
    let criteria = &PACKS.criteria;
    let mut out = Written::default();
    let mut count = 0;
    let mut next = || {
        count += 1;
        paragraph(count)
    };
    out.line("示例单位（虚构）自我评价报告", Truth::Front);
    out.line("二〇二六年五月", Truth::Front);
    let mut body = Written::default();
    body.line("前  言", Truth::Nowhere);
    body.line(next(), Truth::Nowhere);
    body.line("组织概述", Truth::Heading);
    body.line("B.1.1 环境", Truth::Heading);
    body.line("a) 主要产品、服务及交付方式", Truth::Heading);
    body.line(next(), Truth::To("B.1.1.a"));
    body.line("c）员工概况", Truth::Heading);
    body.line(next(), Truth::To("B.1.1.c"));
    let mut titles = Vec::new();
    let mut number = 0;
    for (category, items) in CHAPTERS {
        number += 1;
        let title = &criteria.category(category).unwrap().title;
        let chapter = (form.chapter)(number, category, title);
        titles.push(chapter.clone());
        body.line(chapter, Truth::Heading);
        for (at, id) in items.iter().enumerate() {
            let item = criteria.item(id).unwrap();
            let heading = (form.item)(at + 1, id, &item.title);
            titles.push(heading.clone());
            body.line(heading, Truth::Heading);
            for (at, section) in item.sections.iter().enumerate().take(4) {
                let heading = (form.section)(at + 1, id, &section.title);
                match form.run_in {
                    Some(sign) => {
                        body.line(format!("{heading}{sign}{}", next()), Truth::To(&section.id))
                    }
                    None => {
                        body.line(heading, Truth::Heading);
                        body.line(next(), Truth::To(&section.id));
                    }
                }
                body.line(next(), Truth::To(&section.id));
                if at == 1 {
                    body.line("指标\t2024年\t2025年", Truth::To(&section.id));
                    body.line("示例率\t98.1\t98.6", Truth::To(&section.id));
                }
            }
        }
        if category == "4.2" {
            number += 1;
            body.line(
                (form.chapter)(number, "4.9", "示例党建引领"),
                Truth::Nowhere,
            );
            body.line(next(), Truth::Nowhere);
        }
    }
    body.line("结束语", Truth::Nowhere);
    body.line(next(), Truth::Nowhere);
    body.line("附件清单", Truth::Nowhere);
    body.line("附件1：示例营业执照", Truth::Nowhere);
    if let Some(entry) = form.contents {
        out.line("目  录", Truth::Contents);
        for (at, title) in titles.iter().enumerate() {
            out.line(entry(title, at * 3 + 1), Truth::Contents);
        }
    }
    match form.pages {
        true => paginate(&body, &mut out),
        false => out.0.append(&mut body.0),
    }
    out
}

/// Breaks the lines at a margin and puts heads and feet of pages between.
fn paginate(body: &Written, out: &mut Written) {
    let mut lines = 0;
    for (line, truth) in &body.0 {
        let chars: Vec<char> = line.chars().collect();
        for part in chars.chunks(32) {
            out.line(part.iter().collect::<String>(), truth.clone());
            lines += 1;
            if lines % 17 == 0 {
                out.line(format!("第 {} 页 共 9 页", lines / 17), Truth::Running);
                out.line("示例单位（虚构）自我评价报告", Truth::Running);
            }
        }
    }
}

#[derive(Default)]
struct Counts {
    paragraphs: usize,
    right: usize,
    asked: usize,
    wrong: Vec<String>,
    lost: usize,
}

#[test]
fn a_corpus_of_known_truths_is_split_right_and_nothing_is_lost() {
    let forms = forms();
    assert!(forms.len() >= 20);
    let mut all = Counts::default();
    for form in &forms {
        let written = write(form);
        let text: String = written
            .0
            .iter()
            .map(|(line, _)| (form.spoil)(line) + form.end)
            .collect();
        let report = Report::of_text(&text, &PACKS.criteria);
        let account = report.account();
        let together: String = report
            .lines
            .iter()
            .map(|line| line.source.as_str())
            .collect();
        assert_eq!(together, text, "{}", form.name);
        assert!(account.adds_up(), "{}: {account:?}", form.name);
        let held: usize = report
            .texts()
            .iter()
            .map(|(_, text)| characters(text))
            .sum();
        let kept: usize = report.pieces().iter().map(|text| characters(text)).sum();
        all.lost += account.brought - account.headings - held - kept - account.left_out;
        assert_eq!(report.lines.len(), written.0.len(), "{}", form.name);
        let mut counts = Counts::default();
        for (line, (_, truth)) in report.lines.iter().zip(&written.0) {
            let own = match (&line.to, line.kind) {
                (Some(To::Slot(id) | To::Section(_, id)), Kind::Text) => Some(id.as_str()),
                (Some(To::Slot(id) | To::Section(_, id)), Kind::Heading)
                    if !line.text().is_empty() =>
                {
                    Some(id.as_str())
                }
                _ => None,
            };
            let right = match truth {
                Truth::Heading => line.kind == Kind::Heading && line.text().trim().is_empty(),
                Truth::To(id) => own == Some(id),
                Truth::Front => line.kind == Kind::Front,
                Truth::Nowhere => line.kind == Kind::Nowhere,
                Truth::Contents => line.kind == Kind::Contents,
                Truth::Running => line.kind == Kind::Running,
            };
            counts.paragraphs += 1;
            match (right, &line.ask) {
                (true, None) => counts.right += 1,
                (_, Some(_)) => counts.asked += 1,
                (false, None) => counts.wrong.push(format!(
                    "  {truth:?} is {:?} {:?}: {}",
                    line.kind,
                    line.to,
                    line.source.trim()
                )),
            }
        }
        println!(
            "{}: {} paragraphs, {} right, {} asked, {} wrong",
            form.name,
            counts.paragraphs,
            counts.right,
            counts.asked,
            counts.wrong.len()
        );
        counts.wrong.iter().for_each(|wrong| println!("{wrong}"));
        all.paragraphs += counts.paragraphs;
        all.right += counts.right;
        all.asked += counts.asked;
        all.wrong.append(&mut counts.wrong);
    }
    println!(
        "{} reports, {} paragraphs: {} right without a question, {} asked, {} wrong, {} characters lost",
        forms.len(),
        all.paragraphs,
        all.right,
        all.asked,
        all.wrong.len(),
        all.lost
    );
    assert_eq!(all.lost, 0);
    assert!(all.right * 10 >= all.paragraphs * 9);
}
