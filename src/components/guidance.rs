//! Reading help of the criteria: what to write and what an examiner looks for; a bar beside a number.

use quality_award_core::pack::Prompt;
use yew::prelude::*;

use super::Fold;
use crate::browser::menus::is_phone;
use crate::packs::ByAddress;

/// Properties of [`Prompts`].
#[derive(Properties, PartialEq)]
pub struct PromptsProps {
    /// The questions.
    pub prompts: ByAddress<Vec<Prompt>>,
    /// Unfolded from the start where there is room beside the field.
    #[prop_or_default]
    pub open: bool,
}

/// Questions to write along, each with what an examiner looks for.
#[component]
pub fn Prompts(props: &PromptsProps) -> Html {
    let prompts = props.prompts.0;
    html! {
        <Fold summary={format!("写作要点（{} 问）", prompts.len())} open={props.open && !is_phone()}>
            <ul class="prompts">
                { for prompts.iter().map(|prompt| html! {
                    <li key={prompt.q.as_str()}>
                        { prompt.q.as_str() }
                        <span><b>{ "评审看什么：" }</b>{ prompt.look.as_str() }</span>
                    </li>
                }) }
            </ul>
        </Fold>
    }
}

/// Properties of [`Bar`].
#[derive(Properties, PartialEq)]
pub struct BarProps {
    /// Its length in hundredths of a percent, 0 to 10,000.
    pub hundredths: u32,
}

/// A bar. The number stands beside it.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let width = format!("{}.{:02}", props.hundredths / 100, props.hundredths % 100);
    html! {
        <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"
            focusable="false">
            <rect class="rest" width="100" height="10" />
            <rect class="got" width={width} height="10" />
        </svg>
    }
}
