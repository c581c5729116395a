//! What only the browser knows: today, the time of day, randomness.

use futures::channel::oneshot;
use gloo::timers::callback::Timeout;
use quality_award_core::domain::date::Date;

/// The date on this computer at this moment, for what is written down now. What is shown and what is computed takes the
/// day from [`super::today::use_today`], so that all of it changes at once.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    let month = now.get_month() as u8 + 1;
    Date::new(now.get_full_year() as i32, month, now.get_date() as u8)
        .expect("the browser's clock shows a date that exists")
}

/// Milliseconds until the date becomes another one; never nothing.
pub fn until_midnight() -> u32 {
    let now = js_sys::Date::new_0();
    let (year, month) = (now.get_full_year(), now.get_month() as i32);
    let midnight = js_sys::Date::new_with_year_month_day(year, month, now.get_date() as i32 + 1);
    (midnight.get_time() - now.get_time()).max(1.0) as u32
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
