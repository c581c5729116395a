//! Findings in plain Chinese, one sentence a reason. Wording only: nothing is decided here.

use rust_decimal::Decimal;

use super::date::Date;
use super::flaw::Flaw;
use super::score::Tally;
use super::settings::EventBasis;
use super::verdict::{ClaimLack, EventDay, NoticeReason, PrizeUse, Reason, Reward, State};

impl Flaw {
    /// One plain Chinese sentence that says what is wrong and what to do.
    pub fn sentence(&self) -> String {
        match self {
            Flaw::NotADate => "不是日期，请写成 2026-05-20 或 2026年5月20日。".into(),
            Flaw::NoDay => "只有年和月，请补上日，例如 2026-05-20。".into(),
            Flaw::NoSuchDate { year, month, day } => {
                format!("没有 {year} 年 {month} 月 {day} 日这一天，请核对。")
            }
            Flaw::YearOutOfRange { year } => format!(
                "年份 {year} 不在 {} 至 {} 之间，请核对。",
                Date::FIRST_YEAR,
                Date::LAST_YEAR
            ),
            Flaw::NotAMonth => "不是年月，请写成 2026-05 或 2026年5月。".into(),
            Flaw::NotAYear => format!(
                "不是年份，请写 {} 至 {} 之间的四位数字。",
                Date::FIRST_YEAR,
                Date::LAST_YEAR
            ),
            Flaw::NotANumber => "不是数字，请只写数字，例如 1250.5。".into(),
            Flaw::Grouping => "千位分隔的位置不对，请去掉逗号；小数点写成“.”。".into(),
            Flaw::HasUnit { unit } => {
                format!("数字后面带了“{unit}”，请按这一栏的单位换算，只写数字。")
            }
            Flaw::TooManyDigits => "数字太长，不能准确保存，请核对单位和小数位。".into(),
            Flaw::NotACount => "不是整数，请写 0 或正整数。".into(),
            Flaw::NegativeMoney => "金额不能是负数；有退回的，请改成实际用掉的数。".into(),
            Flaw::BelowCent => "金额最多两位小数（到分），请核对。".into(),
            Flaw::TooMuchMoney => "金额有 12 位以上，请核对单位是不是元。".into(),
            Flaw::NotAPercent => "不是评分用的百分比，只能是 0、5、10……100。".into(),
            Flaw::UnknownChoice => "不在可选的项目里，请重新选择。".into(),
            Flaw::LostCharacter => "有无法识别的字符，显示为“\u{FFFD}”，请改成原来的字。".into(),
            Flaw::ControlCharacter => "有看不见的控制字符，请删去后重新输入。".into(),
            Flaw::UsccIsPerson => {
                "这是居民身份证号码，不是统一社会信用代码，请按营业执照或登记证书填写。".into()
            }
            Flaw::UsccLength { found } => {
                format!("统一社会信用代码应为 18 位，现在是 {found} 位，请核对。")
            }
            Flaw::UsccCharset { found } => {
                format!("统一社会信用代码里不会有“{found}”：只用数字和字母，不用 I、O、S、V、Z。")
            }
            Flaw::UsccCheck { expected } => format!(
                "统一社会信用代码的校验位不对：按前 17 位算，末位应是“{expected}”，请对照证照核对；证照上确实如此的，不用改。"
            ),
        }
    }
}

/// What sentences take from the measures at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms<'a> {
    /// Who recommends, such as `镇（街道）`.
    pub recommender: &'a str,
    /// The article that lists the conditions, in Chinese: `第十三条`.
    pub conditions: String,
    /// Years that the exclusions look back.
    pub window_years: u8,
}

/// Why a part was found as it was, for an application on the day `on`.
pub fn reason(reason: &Reason, on: Date, terms: &Terms<'_>) -> String {
    let recommender = terms.recommender;
    match reason {
        Reason::Unanswered => "还没有回答。".into(),
        Reason::Unsure => "答：不确定。".into(),
        Reason::Invalid { raw, why } => format!("填写的“{raw}”暂不能用：{}", why.sentence()),

        Reason::Declared(true) => "答：是。".into(),
        Reason::Declared(false) => "答：否。".into(),
        Reason::Chosen { label } => format!("答：{label}。"),
        Reason::Elapsed {
            label,
            from,
            years,
            full,
        } => {
            format!("{label}是 {from}，{}。", full_or_not(on, *years, *full))
        }
        Reason::Counted { value, min, unit } if value >= min => {
            format!("填写的是 {value} {unit}，不少于 {min} {unit}。")
        }
        Reason::Counted { value, min, unit } => {
            format!("填写的是 {value} {unit}，少于 {min} {unit}。")
        }
        Reason::Claims { complete } => {
            format!("有 {complete} 条申明填写齐全；是否属于“前列”由评审认定。")
        }
        Reason::NoClaim => "答：没有任何指标位居前列。".into(),
        Reason::ClaimsIncomplete { lacks, year } => {
            let lacks: Vec<String> = lacks.iter().map(|lack| lacking(*lack, *year)).collect();
            format!("申明还不齐全，最完整的一条还缺：{}。", lacks.join("、"))
        }
        Reason::OrgKindOpen => "组织类别还没有确定，无法判断应看哪一类指标。".into(),
        Reason::Recommended { date: Some(date) } => {
            format!("所在{recommender}已于 {date} 同意推荐。")
        }
        Reason::Recommended { date: None } => {
            format!("所在{recommender}已同意推荐，没有填写日期。")
        }
        Reason::RecommendedLater { date } => {
            format!("推荐意见的日期是 {date}，晚于申报日期 {on}。")
        }
        Reason::RecommendationRefused => format!("{recommender}的意见是不予推荐。"),
        Reason::RecommendationPending => "推荐意见还没有出具。".into(),
        Reason::RecommenderNotATown => {
            format!("推荐意见不是{recommender}出具的，办法没有写明这样是否可以，请向秘书处询问。")
        }
        Reason::RecommenderOpen => {
            format!("所在{recommender}或推荐意见的出具单位没有填写，无法核对。")
        }
        Reason::RecommenderOtherTown { issuer, town } => {
            format!("推荐意见由{issuer}出具，而所在{recommender}是{town}。")
        }
        Reason::Honours {
            valid: 0,
            expired: 0,
        } => "没有登记荣誉，不影响本项是否符合。".into(),
        Reason::Honours { valid, expired: 0 } => {
            format!("登记了 {valid} 项荣誉，只影响优先推荐。")
        }
        Reason::Honours { valid, expired } => {
            format!("登记的荣誉中 {valid} 项有效、{expired} 项已过期，只影响优先推荐。")
        }

        Reason::NoEvent => "答：没有。".into(),
        Reason::Event {
            from,
            basis,
            years,
            out,
            certain,
        } => {
            let doubt = match (certain, *out > on) {
                (false, true) => "是否属于本项还不确定；",
                _ => "",
            };
            let window = full_or_not(on, *years, *out);
            format!("{doubt}{}是 {from}，{window}。", event_day(*basis))
        }
        Reason::EventUndated => "登记的事件没有日期，请补填日期。".into(),
        Reason::EventOngoing { certain: true } => {
            "情形仍在持续，要到结束之后才能起算，目前无法确定最早可申报日期。".into()
        }
        Reason::EventOngoing { certain: false } => "情形仍在持续，是否属于本项还不确定。".into(),
        Reason::EventPerhapsOngoing => format!(
            "按日期已不在近 {} 年之内，但还不能确定是否仍在持续。",
            terms.window_years
        ),
        Reason::EventDoesNotApply => "登记的事件不属于本项所说的情形，不计入。".into(),
        Reason::EventLevelDoesNotCount => "这一级的抽查不属于本项所说的监督抽查，不计入。".into(),
        Reason::EventAfterApplication { date } => {
            format!("事件日期 {date} 晚于申报日期 {on}，没有计入，请核对。")
        }
        Reason::Mirrored => format!(
            "按{}的回答，应有的证照没有办齐，也属于本项情形，请先补办证照。",
            terms.conditions
        ),
        Reason::Loss {
            year,
            profit,
            registered,
            out,
            certain,
        } => {
            let what = match (profit, registered) {
                (Some(profit), true) => format!("登记了亏损，填写的利润总额是 {profit} 万元"),
                (Some(profit), false) => format!("利润总额是 {profit} 万元"),
                (None, _) => "登记了亏损".into(),
            };
            if *certain {
                format!("{year} 年度{what}，{out} 起不再核对该年度。")
            } else {
                format!("{year} 年度{what}；组织类别还没有确定，本项只针对企业。")
            }
        }
        Reason::NoLoss { year, profit } => {
            format!("{year} 年度利润总额是 {profit} 万元，没有亏损。")
        }
        Reason::ProfitMissing { year, typed: None } => format!("{year} 年度的利润总额还没有填写。"),
        Reason::ProfitMissing {
            year,
            typed: Some((raw, why)),
        } => {
            format!(
                "{year} 年度填写的利润总额“{raw}”暂不能用：{}",
                why.sentence()
            )
        }
        Reason::NoYearToCheck => "成立以来还没有完整的会计年度，没有需要核对的年度。".into(),
        Reason::Exempt => "本项只针对企业，从事非盈利性业务的不核对。".into(),

        Reason::NeverAwarded => "以前没有获得过。".into(),
        Reason::NotRevoked => "获得过，没有被撤销。".into(),
        Reason::RevokedInstead => "称号已被撤销，不看有效期，只看禁止申报期。".into(),
        Reason::AwardUnclear => "不清楚以前是否获奖或者是否被撤销，请向秘书处查询。".into(),
        Reason::RevokedUndated => "称号被撤销过，但不知道撤销决定的日期。".into(),
        Reason::AwardedUndated => "获得过，但不知道获奖日期。".into(),
        Reason::Term { from, years, end } => {
            format!("从 {from} 起算，{}。", full_or_not(on, *years, *end))
        }
    }
}

/// As [`reason`], without repeating what was typed: for a paper on which each typed text stands once.
pub fn reason_unquoted(reason: &Reason, on: Date, terms: &Terms<'_>) -> String {
    match reason {
        Reason::Invalid { why, .. } => format!("填写的内容暂不能用：{}", why.sentence()),
        Reason::RecommenderOtherTown { .. } => {
            format!("推荐意见的出具单位不是所在{}。", terms.recommender)
        }
        Reason::ProfitMissing {
            year,
            typed: Some((_, why)),
        } => format!("{year} 年度填写的利润总额暂不能用：{}", why.sentence()),
        _ => self::reason(reason, on, terms),
    }
}

/// As [`notice`], without repeating what was typed.
pub fn notice_unquoted(reason: &NoticeReason, on: Date) -> String {
    match reason {
        NoticeReason::Invalid { why, .. } => {
            format!("填写的公示日期暂不能用：{}", why.sentence())
        }
        _ => notice(reason, on),
    }
}

/// Why the internal notice was found as it was, for an application on the day `on`.
pub fn notice(reason: &NoticeReason, on: Date) -> String {
    match reason {
        NoticeReason::NotEntered => "还没有填写内部公示。".into(),
        NoticeReason::DayMissing => "公示首日或末日没有填写。".into(),
        NoticeReason::Invalid { raw, why } => {
            format!("填写的公示日期“{raw}”暂不能用：{}", why.sentence())
        }
        NoticeReason::ObjectionUpheld => "公示期间的异议经查属实。".into(),
        NoticeReason::ObjectionPending => "公示期间的异议还在处理。".into(),
        NoticeReason::NotFinished { end } => {
            format!("公示末日 {end} 不早于申报日期 {on}，公示还没有结束。")
        }
        NoticeReason::TooShort { days, min } => {
            format!("公示期内有 {days} 个工作日，不足 {min} 个。")
        }
        NoticeReason::Provisional { days, min, .. } => {
            let enough = if days < min { "不足" } else { "不少于" };
            format!(
                "公示期内先按周末推算有 {days} 个工作日，{enough} {min} 个；放假安排公布后请再核对。"
            )
        }
        NoticeReason::LongEnough { days, min } => {
            format!("公示期内有 {days} 个工作日，不少于 {min} 个。")
        }
    }
}

/// What an award would bring.
pub fn reward(reward: Reward) -> String {
    match (reward.prize, reward.takes_quota) {
        (Some(0), Some(false)) => "再次获奖的授予证书和称号，不授予奖金，不占当年奖项名额。".into(),
        (Some(0), _) => "获奖的授予证书和称号，不授予奖金，占用一个名额。".into(),
        (Some(yuan), takes_quota) => {
            let place = match takes_quota {
                Some(false) => "不占名额",
                _ => "占用一个名额",
            };
            format!("获奖的，奖金 {} 元，{place}。", number(yuan.into()))
        }
        (None, _) => "有没有奖金、占不占名额，办法没有写明或者还不能确定，请向秘书处询问。".into(),
    }
}

/// Whether publicity wording states the year of the award.
pub fn publicity(state: State) -> &'static str {
    match state {
        State::Pass => "宣传用语标明了获奖年份。",
        State::Fail => "宣传用语没有标明获奖年份，或者没有获得过、已被撤销，不能这样宣传。",
        State::Unknown => "不知道获奖年份，无法核对宣传用语。",
    }
}

/// Whether the prize was spent on what it is for.
pub fn prize_use(prize_use: &PrizeUse) -> String {
    let total = prize_use
        .total
        .map(|total| format!("，合计 {} 元", total.normalize()));
    let total = total.unwrap_or_default();
    match prize_use.state {
        State::Pass => format!("用途相符{total}。"),
        State::Fail => format!("用途不在清单内，或者合计超过奖金总额，需要说明{total}。"),
        State::Unknown => "有的用途或金额没有填好，无法核对。".into(),
    }
}

/// A score over several items: what is unscored is 不计, never 0.
pub fn tally(tally: Tally) -> String {
    let Tally {
        scored,
        scored_full,
        full,
        unscored,
        ..
    } = tally;
    let mut said = match tally.shown() {
        Some(score) => format!("已评 {scored} 条 {score} / {scored_full} 分"),
        None => "已评 0 条".to_owned(),
    };
    if unscored > 0 {
        said += &format!("，未评 {unscored} 条 {} 分未计", full - scored_full);
    }
    said
}

/// A day in prose: `2027 年 5 月 20 日`.
pub fn long_date(date: Date) -> String {
    format!("{} 年 {} 月 {} 日", date.year(), date.month(), date.day())
}

/// A reading of "近3年", briefly.
pub fn basis(basis: EventBasis) -> &'static str {
    match basis {
        EventBasis::Latest => "从严，取最晚的日期",
        EventBasis::Occurred => "以情形发生（持续的以结束）之日为准",
        EventBasis::Decided => "以处理决定或认定之日为准",
    }
}

/// What a day of an event is called.
pub fn event_day(day: EventDay) -> &'static str {
    match day {
        EventDay::Happened => "发生日期",
        EventDay::Decided => "决定日期",
        EventDay::Ended => "结束日期",
    }
}

fn full_or_not(on: Date, years: u8, full: Date) -> String {
    if full <= on {
        format!("到 {on} 已满 {years} 年")
    } else {
        format!("到 {on} 不满 {years} 年，{full} 满 {years} 年")
    }
}

fn lacking(lack: ClaimLack, year: Option<i32>) -> String {
    match (lack, year) {
        (ClaimLack::Indicator, _) => "本类组织应写的指标（见题目说明）".into(),
        (ClaimLack::Year, Some(year)) => format!("上年度（{year} 年）的数据"),
        (ClaimLack::Year, None) => "年度".into(),
        (ClaimLack::Scope, _) => "范围".into(),
        (ClaimLack::Rank, _) => "名次".into(),
        (ClaimLack::Source, _) => "来源".into(),
    }
}

/// A number with its thousands apart: `18,600.5`.
pub fn number(value: Decimal) -> String {
    let digits = value.abs().to_string();
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (digits.as_str(), String::new()),
    };
    let sign = if value < Decimal::ZERO { "-" } else { "" };
    let mut text = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text + &fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(year: i32, month: u8, day: u8) -> Date {
        Date::new(year, month, day).unwrap()
    }

    /// As another city's measures have them.
    fn reason(of: &Reason, on: Date) -> String {
        super::reason(of, on, &terms())
    }

    fn terms() -> Terms<'static> {
        Terms {
            recommender: "开发区（街道）",
            conditions: "第九条".to_owned(),
            window_years: 5,
        }
    }

    #[test]
    fn what_the_measures_call_things_is_said_as_they_do() {
        let on = d(2026, 11, 23);
        for (of, expected) in [
            (
                Reason::Recommended { date: Some(on) },
                "所在开发区（街道）已于 2026-11-23 同意推荐。",
            ),
            (
                Reason::Recommended { date: None },
                "所在开发区（街道）已同意推荐，没有填写日期。",
            ),
            (
                Reason::RecommendationRefused,
                "开发区（街道）的意见是不予推荐。",
            ),
            (
                Reason::RecommenderNotATown,
                "推荐意见不是开发区（街道）出具的，办法没有写明这样是否可以，请向秘书处询问。",
            ),
            (
                Reason::RecommenderOpen,
                "所在开发区（街道）或推荐意见的出具单位没有填写，无法核对。",
            ),
            (
                Reason::EventPerhapsOngoing,
                "按日期已不在近 5 年之内，但还不能确定是否仍在持续。",
            ),
            (
                Reason::Mirrored,
                "按第九条的回答，应有的证照没有办齐，也属于本项情形，请先补办证照。",
            ),
        ] {
            assert_eq!(reason(&of, on), expected);
        }
        let other = Reason::RecommenderOtherTown {
            issuer: "甲街道".into(),
            town: "乙街道".into(),
        };
        assert_eq!(
            reason(&other, on),
            "推荐意见由甲街道出具，而所在开发区（街道）是乙街道。"
        );
        assert_eq!(
            reason_unquoted(&other, on, &terms()),
            "推荐意见的出具单位不是所在开发区（街道）。"
        );
    }

    #[test]
    fn a_reward_says_what_is_paid_and_whether_it_takes_a_place() {
        for (prize, takes_quota, expected) in [
            (50_000, false, "获奖的，奖金 50,000 元，不占名额。"),
            (50_000, true, "获奖的，奖金 50,000 元，占用一个名额。"),
            (0, true, "获奖的授予证书和称号，不授予奖金，占用一个名额。"),
            (
                0,
                false,
                "再次获奖的授予证书和称号，不授予奖金，不占当年奖项名额。",
            ),
        ] {
            let told = reward(Reward {
                prize: Some(prize),
                takes_quota: Some(takes_quota),
            });
            assert_eq!(told, expected);
        }
    }

    #[test]
    fn years_say_from_when_and_until_when() {
        let elapsed = Reason::Elapsed {
            label: "实施日期".into(),
            from: d(2026, 1, 5),
            years: 1,
            full: d(2027, 1, 5),
        };
        assert_eq!(
            reason(&elapsed, d(2026, 11, 23)),
            "实施日期是 2026-01-05，到 2026-11-23 不满 1 年，2027-01-05 满 1 年。"
        );
        assert_eq!(
            reason(&elapsed, d(2027, 1, 5)),
            "实施日期是 2026-01-05，到 2027-01-05 已满 1 年。"
        );
    }

    #[test]
    fn a_wrong_value_is_shown_as_typed_with_its_reason() {
        let crate::domain::input::Input::Invalid { raw, why } =
            crate::domain::input::date("2026-02-30")
        else {
            panic!("30 February was taken for a day");
        };
        assert_eq!(
            reason(&Reason::Invalid { raw, why }, d(2026, 11, 23)),
            "填写的“2026-02-30”暂不能用：没有 2026 年 2 月 30 日这一天，请核对。"
        );
    }

    #[test]
    fn an_uncertain_event_says_so_only_inside_the_window() {
        let event = |certain| Reason::Event {
            from: d(2022, 6, 11),
            basis: EventDay::Decided,
            years: 3,
            out: d(2025, 6, 11),
            certain,
        };
        assert_eq!(
            reason(&event(false), d(2025, 6, 10)),
            "是否属于本项还不确定；决定日期是 2022-06-11，到 2025-06-10 不满 3 年，2025-06-11 满 3 年。"
        );
        assert_eq!(
            reason(&event(false), d(2025, 6, 11)),
            "决定日期是 2022-06-11，到 2025-06-11 已满 3 年。"
        );
    }

    #[test]
    fn numbers_have_thousands_commas() {
        for (value, expected) in [(100_000, "100,000"), (999, "999"), (-1234, "-1,234")] {
            assert_eq!(number(value.into()), expected);
        }
        assert_eq!(number(Decimal::new(123_450, 2)), "1,234.50");
        let first = Reward {
            prize: Some(100_000),
            takes_quota: Some(true),
        };
        assert_eq!(reward(first), "获奖的，奖金 100,000 元，占用一个名额。");
    }
}
