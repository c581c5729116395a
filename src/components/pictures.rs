//! Pictures of a slot or sub-heading: the ways in, and each with its title and what it shows.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use quality_award_core::dossier::{
    Dossier, EntriesAt, Entry, FileMark, PICTURE_FILE, PICTURES, Place,
};
use quality_award_core::export::document::fitted;
use quality_award_core::export::html::Sources;
use quality_award_core::views::{Captions, Numbered};
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::prelude::*;

use super::{DropZone, Field, FileButton, Tag, Tone};
use crate::browser::attached::{self, Address};
use crate::library::Library;
use crate::state::{Action, Dispatch};

/// What a browser offers to choose from.
const KINDS: &str = "image/png,image/jpeg,image/webp";

/// Files of this computer as this page can show them.
#[derive(Debug, Default, PartialEq)]
pub struct Gallery {
    addresses: BTreeMap<String, Address>,
    /// Digests of those that are not on this computer.
    pub gone: BTreeSet<String>,
}

impl Gallery {
    /// Their addresses by digest.
    pub fn sources(&self) -> Sources {
        let all = self.addresses.iter();
        all.map(|(digest, address)| (digest.clone(), address.get().to_owned()))
            .collect()
    }
}

/// Looks up files by their digests.
#[hook]
pub fn use_gallery(library: &Rc<Library>, digests: Vec<String>) -> Rc<Gallery> {
    let gallery = use_state(Rc::<Gallery>::default);
    let set = gallery.setter();
    let library = library.clone();
    use_effect_with(digests, move |digests| {
        let wanted = Rc::new(Cell::new(true));
        let (digests, still) = (digests.clone(), wanted.clone());
        spawn_local(async move {
            let mut gallery = Gallery::default();
            for digest in digests {
                let file = library.file(&digest).await;
                match file.and_then(|file| Address::of(&file)) {
                    Some(address) => {
                        gallery.addresses.insert(digest, address);
                    }
                    None => {
                        gallery.gone.insert(digest);
                    }
                }
            }
            if still.get() {
                set.set(Rc::new(gallery));
            }
        });
        move || wanted.set(false)
    });
    (*gallery).clone()
}

/// Properties of [`PicturesAt`].
#[derive(Properties, PartialEq)]
pub struct PicturesAtProps {
    /// The slot or sub-heading.
    pub at: AttrValue,
    /// What is written.
    pub dossier: Rc<Dossier>,
    /// The numbers of pictures.
    pub captions: Rc<Captions>,
    /// Keeps the files.
    pub library: Rc<Library>,
    /// Takes the edits.
    pub dispatch: Dispatch,
}

/// The pictures of a place in their order, and the ways in for more.
#[component]
pub fn PicturesAt(props: &PicturesAtProps) -> Html {
    let here = pictures_at(&props.dossier, &props.at);
    let marks = here
        .iter()
        .filter_map(|entry| FileMark::read(entry.get(PICTURE_FILE)));
    let digests = marks.map(|mark| mark.sha256).collect();
    let gallery = use_gallery(&props.library, digests);
    let sources = gallery.sources();
    let add = {
        let (library, at) = (props.library.clone(), props.at.clone());
        Callback::from(move |files: Vec<File>| library.add_pictures(&at, files))
    };
    let pictures = here.iter().map(|entry| {
        let mark = FileMark::read(entry.get(PICTURE_FILE));
        let captions = props.captions.of(Numbered::Picture, &entry.id);
        let label = captions.map_or("图片".to_owned(), |caption| caption.label());
        let field = |key: &'static str, label: &'static str, hint: &'static str| {
            let list = EntriesAt::Register(PICTURES.into());
            let place = Place::Entry(list, entry.id.as_str().into(), key.into());
            let value = AttrValue::from(entry.get(key).to_owned());
            html! { <Field {place} {label} {hint} {value} dispatch={props.dispatch.clone()} /> }
        };
        let remove = {
            let (dispatch, id) = (props.dispatch.clone(), Rc::<str>::from(entry.id.as_str()));
            move |_: MouseEvent| {
                let list = EntriesAt::Register(PICTURES.into());
                dispatch.dispatch(Action::RemoveEntry(list, id.clone(), "已删除图片。"));
            }
        };
        html! {
            <li key={entry.id.clone()} class="picture-entry">
                { shown(mark.as_ref(), &gallery, &sources, entry.get("alt")) }
                <div>
                    <p class="row">
                        <b>{ label.clone() }</b>
                        <button class="btn plain slim" type="button" onclick={remove}>
                            { "删除" }<span class="hide">{ format!("{label} {}", entry.get("title")) }</span>
                        </button>
                    </p>
                    { field("title", "图名", "") }
                    { field("alt", "图中内容", "一句话写明图上画的是什么，看不到图的人也能知道。") }
                </div>
            </li>
        }
    });
    html! {
        <DropZone class="drop no-print" over="over" take={add.clone()}>
            if !here.is_empty() {
                <ol class="entries pictures" aria-label="图片">{ for pictures }</ol>
            }
            <p class="row">
                <FileButton text="添加图片" accept={KINDS} slim=true several=true take={add} />
                <span class="small quiet">
                    { "也可以拖到这里，或者在上面的正文里直接粘贴截图。PNG、JPEG、WebP；大图自动缩小，拍摄地点等信息会去掉。" }
                </span>
            </p>
        </DropZone>
    }
}

/// How many pictures stand at a place, for its fold.
pub fn pictures_words(dossier: &Dossier, at: &str) -> String {
    format!("图片（{}）", pictures_at(dossier, at).len())
}

/// The pictures of a place.
pub fn pictures_at<'d>(dossier: &'d Dossier, at: &str) -> Vec<&'d Entry> {
    let pictures = dossier.register(PICTURES).iter();
    pictures.filter(|entry| entry.get("at") == at).collect()
}

fn shown(mark: Option<&FileMark>, gallery: &Gallery, sources: &Sources, about: &str) -> Html {
    let source = mark.and_then(|mark| Some((mark, sources.get(&mark.sha256)?)));
    match source {
        Some((mark, source)) => {
            let (width, height) = fitted(mark.pixels);
            html! {
                <img src={source.clone()} width={width.to_string()} height={height.to_string()} alt={about.to_owned()} />
            }
        }
        None if mark.is_none_or(|mark| gallery.gone.contains(&mark.sha256)) => html! {
            <p>
                <Tag text="没有文件" tone={Tone::Warn} />
                { format!(" “{}”不在这台电脑上。请打开存有它的整套材料（ZIP），或者删除后重新添加。",
                    mark.map_or("图片", |mark| &mark.name)) }
            </p>
        },
        None => Html::default(),
    }
}

/// Takes a picture that is pasted into the text of a place.
pub fn paste_into(library: &Rc<Library>, at: &str) -> Callback<Event> {
    let (library, at) = (library.clone(), at.to_owned());
    Callback::from(move |event: Event| {
        let files = attached::pasted(&event);
        if !files.is_empty() {
            event.prevent_default();
            library.add_pictures(&at, files);
        }
    })
}
