//! Two versions of a text: what one of them has alone is marked.

use quality_award_core::consensus::difference::{Edit, Piece, difference, with_context};
use quality_award_core::storage::is_one_text;
use quality_award_core::views::ChangedSection;
use yew::prelude::*;

/// Characters shown around what differs.
const AROUND: usize = 40;

/// Which of the two texts is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Both in one: what went is struck out, what came is underlined.
    Both,
    /// The first, with what it has alone underlined.
    First,
    /// The second, with what it has alone underlined.
    Second,
}

/// Properties of [`Difference`].
#[derive(Properties, PartialEq)]
pub struct DifferenceProps {
    /// One text.
    pub first: AttrValue,
    /// The other.
    pub second: AttrValue,
    /// Which of them is shown.
    pub which: Which,
}

/// A text with what differs marked; long runs that are the same are cut.
#[component]
pub fn Difference(props: &DifferenceProps) -> Html {
    let pieces = use_memo(
        (props.first.clone(), props.second.clone()),
        |(first, second)| with_context(&difference(first, second), AROUND),
    );
    let which = props.which;
    let shown = match which {
        Which::Both => "",
        Which::First => &props.first,
        Which::Second => &props.second,
    };
    if which != Which::Both && shown.is_empty() {
        return html! { <span class="quiet">{ "（空着）" }</span> };
    }
    html! { <span class="typed">{ for pieces.iter().map(|of| piece(of, which)) }</span> }
}

/// The texts of a section that differ, each under its name unless the section is one text.
pub fn changed_texts(of: &ChangedSection) -> Html {
    let alone = is_one_text(&of.section);
    let texts = of.texts.iter().map(|text| {
        html! {
            <div class="part">
                if !alone {
                    <h4>{ text.title.clone() }</h4>
                }
                <p class="difference">
                    <Difference first={text.before.clone()} second={text.after.clone()} which={Which::Both} />
                </p>
            </div>
        }
    });
    html! {
        <>
            { for texts }
            if of.other {
                <p>{ "选定的内容、行的增减或者次序也不一样。" }</p>
            }
        </>
    }
}

/// A piece, with words for those who do not see how it is drawn.
fn piece(piece: &Piece, which: Which) -> Html {
    let text = piece.text.as_str();
    let marked = |before: &'static str| {
        html! { <><span class="hide">{ before }</span>{ text }<span class="hide">{ "（完）" }</span></> }
    };
    match (piece.change, which) {
        (Edit::Same, _) => html! { <span>{ text }</span> },
        (Edit::Gone, Which::Both) => html! { <del>{ marked("（那时有，现在没有：）") }</del> },
        (Edit::New, Which::Both) => html! { <ins>{ marked("（那时没有，现在有：）") }</ins> },
        (Edit::Gone, Which::First) | (Edit::New, Which::Second) => {
            html! { <ins>{ marked("（只有这一边有：）") }</ins> }
        }
        _ => Html::default(),
    }
}
