//! What only the browser knows: today, the time of day, randomness.

use futures::channel::oneshot;
use gloo::timers::callback::Timeout;
use quality_award_core::domain::date::Date;

/// Today's date on this computer.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let month = now.get_month() as u8 + 1;
    Date::new(now.get_full_year() as i32, month, now.get_date() as u8)
        .expect("the browser's clock shows a date that exists")
}

/// `2026-11-23 14:32`, local time, for "last changed" and "saved".
pub fn minute() -> String {
    let now = js_sys::Date::new_0();
    format!(
        "{} {:02}:{:02}",
        today(),
        now.get_hours(),
        now.get_minutes()
    )
}

/// A short random id: 10 characters of `0-9a-z`.
pub fn random_id() -> String {
    let mut bytes = [0u8; 10];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    assert!(filled.is_some(), "the browser gives no random numbers");
    bytes
        .iter()
        .map(|byte| char::from_digit(u32::from(byte % 36), 36).unwrap_or('0'))
        .collect()
}

/// Milliseconds since the page was opened, by a clock that nobody sets.
pub fn running() -> f64 {
    let performance = super::page::window().performance();
    performance.map_or(0.0, |performance| performance.now())
}

/// Waits for so many milliseconds.
pub async fn sleep(milliseconds: u32) {
    let (tell, told) = oneshot::channel();
    let _timer = Timeout::new(milliseconds, move || {
        let _ = tell.send(());
    });
    let _ = told.await;
}
