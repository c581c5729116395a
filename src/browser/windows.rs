//! The other windows of this browser: who writes a dossier, and what they tell each other.
//!
//! Neither the lock nor the messages are trusted with anything that may be lost: older browsers have none, and a page
//! of `file://` may not. The save itself finds out when another window has written.

use js_sys::{Function, JsString};
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

#[wasm_bindgen]
extern "C" {
    /// Defined in `web/windows.js`.
    #[wasm_bindgen(js_name = qaHold, catch)]
    async fn qa_hold(name: &str, steal: bool) -> Result<JsValue, JsValue>;
}

/// Whether this window may write.
pub enum Lock {
    /// It holds the lock.
    Held(Hold),
    /// Another window holds it.
    Taken,
    /// This browser has no locks.
    None,
}

/// A lock that is held until this is dropped, or until another window takes it by force.
pub struct Hold(Function);

impl Drop for Hold {
    fn drop(&mut self) {
        // Letting go of a lock that was taken by force does nothing.
        let _ = self.0.call0(&JsValue::NULL);
    }
}

/// Asks for the lock on a dossier; `force` takes it from the window that holds it.
pub async fn hold(id: &str, force: bool) -> Lock {
    match qa_hold(&format!("quality-award/{id}"), force).await {
        Ok(release) => match release.dyn_into::<Function>() {
            Ok(release) => Lock::Held(Hold(release)),
            Err(_) => Lock::Taken,
        },
        Err(_) => Lock::None,
    }
}

/// What one window tells the others about a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// It was saved.
    Saved,
    /// This window would like to write it.
    Ask,
    /// This window has everything saved, and does not write it any more.
    Released,
    /// This window cannot save what it has, and keeps it.
    Refused,
    /// It was put into 最近删除, brought back, or removed for good.
    Moved,
    /// Everything of this browser was removed.
    Cleared,
}

impl News {
    const ALL: [(News, &str); 6] = [
        (News::Saved, "saved"),
        (News::Ask, "ask"),
        (News::Released, "released"),
        (News::Refused, "refused"),
        (News::Moved, "moved"),
        (News::Cleared, "cleared"),
    ];
}

/// The line between the windows.
pub struct Line {
    channel: Option<BroadcastChannel>,
    _heard: Closure<dyn Fn(MessageEvent)>,
}

impl Line {
    /// Opens the line; `heard` gets what other windows tell, with the dossier's id.
    pub fn open(heard: impl Fn(News, String) + 'static) -> Line {
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let Some(text) = event.data().dyn_ref::<JsString>().map(String::from) else {
                return;
            };
            let Some((word, id)) = text.split_once(' ') else {
                return;
            };
            // Another version of the app may say more.
            if let Some((news, _)) = News::ALL.iter().find(|(_, known)| *known == word) {
                heard(*news, id.to_owned());
            }
        });
        let channel = BroadcastChannel::new("quality-award").ok();
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
        Line {
            channel,
            _heard: listener,
        }
    }

    /// Tells the other windows.
    pub fn tell(&self, news: News, id: &str) {
        let word = News::ALL.iter().find(|(known, _)| *known == news);
        if let (Some(channel), Some((_, word))) = (&self.channel, word) {
            let _ = channel.post_message(&JsValue::from_str(&format!("{word} {id}")));
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}

/// What this window keeps over a reload, apart from other windows.
pub mod own {
    use web_sys::Storage;

    fn session() -> Option<Storage> {
        crate::browser::page::window()
            .session_storage()
            .ok()
            .flatten()
    }

    /// Reads a value.
    pub fn get(key: &str) -> Option<String> {
        session()?.get_item(key).ok().flatten()
    }

    /// Keeps a value. One that cannot be kept is no loss.
    pub fn set(key: &str, value: &str) {
        if let Some(session) = session() {
            let _ = session.set_item(key, value);
        }
    }
}
