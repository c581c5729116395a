//! From the data to what the domain judges by.

use std::collections::{BTreeMap, BTreeSet};

use super::cite::cite;
use super::common::{Choice, Gives};
use super::scheme::Scheme;
use super::walk::{
    ClaimNeeds, Condition, ConditionQuestion, ConditionRule, Exclusion, ExclusionRule, GateRule,
    Level, LevelCounts,
};
use crate::domain::rules as domain;
use crate::domain::settings::Settings;
use crate::domain::verdict::State;
use crate::domain::words::Terms;

impl Scheme {
    /// The rules of this scheme. A checked scheme leaves nothing out.
    pub fn rules(&self) -> domain::Rules {
        let obliged = |fact: &str| {
            let mut duties = self.obligations.iter();
            duties.find(|duty| duty.fact.as_deref() == Some(fact))
        };
        let prize = obliged(PRIZE_USE);
        let about = &self.about;
        let levels = self.exclusions.iter().flat_map(|e| &e.questions);
        domain::Rules {
            id: about.id.clone(),
            conditions_article: self.conditions_common.article.clone(),
            conditions: self
                .conditions
                .iter()
                .map(|c| self.condition_rule(c))
                .collect(),
            exclusions_article: self.exclusions_common.article.clone(),
            exclusions: self
                .exclusions
                .iter()
                .map(|e| self.exclusion_rule(e))
                .collect(),
            window_years: about.exclusion_window_years.value,
            levels: levels.flat_map(|q| &q.levels).map(level).collect(),
            ban: self.term(|rule| matches!(rule, GateRule::Ban(_))),
            validity: self.term(|rule| matches!(rule, GateRule::Validity(_))),
            notice: domain::NoticeRule {
                article: about.internal_notice_working_days.article.clone(),
                working_days: about.internal_notice_working_days.value.into(),
            },
            prize: domain::PrizeRule {
                article: about.prize.article.clone(),
                yuan: about.prize.value,
                further_yuan: about.reaward_prize.value,
                further_takes_quota: about.reaward_takes_quota.value,
                use_article: prize.map(|duty| duty.article.clone()).unwrap_or_default(),
                uses: prize
                    .map(|duty| duty.uses.iter().map(|used| used.id.clone()).collect())
                    .unwrap_or_default(),
            },
            quota: about
                .quota_srdi_min
                .as_ref()
                .map(|quota| domain::QuotaRule {
                    article: quota.article.clone(),
                    honour: quota.honour.clone(),
                    org_kind: quota.by.clone(),
                    kind: quota.org_kind.clone(),
                }),
            publicity_article: obliged(PUBLICITY)
                .map(|duty| duty.article.clone())
                .unwrap_or_default(),
            area_code: about.area_code.clone(),
        }
    }

    /// What sentences about a verdict take from these measures.
    pub fn terms(&self) -> Terms<'_> {
        Terms {
            recommender: &self.about.recommender.value,
            conditions: cite(&self.conditions_common.article),
            window_years: self.about.exclusion_window_years.value,
        }
    }

    /// The condition that honours give priority under, if the measures grant one.
    pub fn priority(&self) -> Option<&Condition> {
        let grants = |question: &ConditionQuestion| question.rule == ConditionRule::Priority;
        let mut conditions = self.conditions.iter();
        conditions.find(|condition| condition.questions.iter().any(grants))
    }

    /// The settings the rules compute with: the data's defaults, then what the user chose (setting id → value).
    /// What is not a setting of this scheme, or not one of its values, changes nothing.
    pub fn settings_with(&self, chosen: &BTreeMap<String, String>) -> Settings {
        let mut settings = Settings::default();
        for setting in &self.settings {
            let known = |value: &&String| setting.options.iter().any(|o| o.value == **value);
            let value = chosen.get(&setting.id).filter(known);
            let value = value.unwrap_or(&setting.default);
            if settings.set(&setting.id, value).is_err() {
                settings
                    .informative
                    .insert(setting.id.clone(), value.clone());
            }
        }
        settings
    }

    fn condition_rule(&self, condition: &Condition) -> domain::ConditionRule {
        let parts = condition.questions.iter();
        domain::ConditionRule {
            id: condition.id.clone(),
            article: condition.article.clone(),
            parts: parts
                .filter_map(|question| {
                    Some(domain::PartRule {
                        question: question.id.clone(),
                        kind: self.part(condition, question)?,
                    })
                })
                .collect(),
        }
    }

    /// How a question is judged; none if it only joins another one's count.
    fn part(
        &self,
        condition: &Condition,
        question: &ConditionQuestion,
    ) -> Option<domain::PartKind> {
        let fact = question.fact.clone();
        Some(match &question.rule {
            ConditionRule::Declared => domain::PartKind::Declared { fact },
            ConditionRule::OneOf => domain::PartKind::OneOf {
                fact,
                options: options(&question.options),
            },
            ConditionRule::Elapsed(elapsed) => {
                let mut facts = vec![domain::StartFact {
                    fact,
                    label: elapsed.label.clone(),
                }];
                facts.extend(
                    condition
                        .questions
                        .iter()
                        .filter_map(|other| match &other.rule {
                            ConditionRule::LaterStart(later) if later.of == question.id => {
                                Some(domain::StartFact {
                                    fact: other.fact.clone(),
                                    label: later.label.clone(),
                                })
                            }
                            _ => None,
                        }),
                );
                domain::PartKind::Elapsed {
                    facts,
                    years: self.about.number(elapsed.years),
                    not_before: elapsed.not_before.clone(),
                }
            }
            ConditionRule::LaterStart(_) => return None,
            ConditionRule::AtLeast(least) => domain::PartKind::AtLeast {
                fact,
                min: self.about.number(least.min).into(),
                unit: question.unit.clone().unwrap_or_default(),
            },
            ConditionRule::Ranking(ranking) => domain::PartKind::Ranking {
                org_kind: ranking.by.clone(),
                claims: ranking.claims.iter().map(claim).collect(),
            },
            ConditionRule::Recommendation => domain::PartKind::Recommendation,
            ConditionRule::Priority => domain::PartKind::Honours {
                kinds: options(question.fields.iter().flat_map(|field| &field.options)),
            },
        })
    }

    fn exclusion_rule(&self, exclusion: &Exclusion) -> domain::ExclusionRule {
        let asked = exclusion.questions.iter();
        domain::ExclusionRule {
            id: exclusion.id.clone(),
            article: exclusion.article.clone(),
            kind: match &exclusion.rule {
                ExclusionRule::Events => domain::ExclusionKind::Events,
                ExclusionRule::Losses(losses) => domain::ExclusionKind::Losses {
                    years: self.about.number(losses.years),
                    established: losses.since.clone(),
                    org_kind: losses.by.clone(),
                    exempt: losses.exempt.clone(),
                },
            },
            questions: asked
                .filter(|question| question.counts && question.fills.is_none())
                .map(|question| domain::ExclusionQuestion {
                    id: question.id.clone(),
                    part: question.part.clone(),
                })
                .collect(),
            mirrors: exclusion.mirrors.clone(),
        }
    }

    fn term(&self, is: impl Fn(&GateRule) -> bool) -> domain::TermRule {
        let gate = self.gates.iter().find(|gate| is(&gate.rule));
        domain::TermRule {
            article: gate.map(|gate| gate.article.clone()).unwrap_or_default(),
            // A gate that reads another one's answer is asked about there.
            question: gate
                .map(|gate| gate.same_as.as_ref().unwrap_or(&gate.id).clone())
                .unwrap_or_default(),
            years: gate.map_or(0, |gate| match gate.rule {
                GateRule::Ban(term) | GateRule::Validity(term) => self.about.number(term.years),
            }),
        }
    }
}

/// Fact of the obligation on the use of the prize.
pub(super) const PRIZE_USE: &str = "prize_use";
/// Fact of the obligation on publicity.
pub(super) const PUBLICITY: &str = "publicity";

fn options<'a>(choices: impl IntoIterator<Item = &'a Choice>) -> Vec<domain::OptionRule> {
    let rule = |choice: &Choice| domain::OptionRule {
        value: choice.value.clone(),
        label: choice.label.clone(),
        gives: match choice.gives {
            Some(Gives::Met | Gives::Priority) => State::Pass,
            Some(Gives::Unmet) => State::Fail,
            Some(Gives::Unknown) | None => State::Unknown,
        },
    };
    choices.into_iter().map(rule).collect()
}

fn claim(needs: &ClaimNeeds) -> domain::ClaimRule {
    domain::ClaimRule {
        org_kind: needs.org_kind.clone(),
        indicators: BTreeSet::from_iter(needs.indicators.iter().cloned()),
        last_year: needs.last_year,
        scope: needs.scope,
    }
}

fn level(level: &Level) -> domain::LevelRule {
    domain::LevelRule {
        value: level.value.clone(),
        counts: match level.counts {
            LevelCounts::Always => domain::LevelCounts::Always,
            LevelCounts::Never => domain::LevelCounts::Never,
            LevelCounts::BySetting => domain::LevelCounts::ByMunicipalScope,
        },
    }
}
