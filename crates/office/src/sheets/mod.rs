//! Tables from files: workbooks of Excel and WPS, pages of HTML, and text. Each sheet becomes a grid of what it shows.
//!
//! What a file is, its bytes say; its name only tells how the values of a text are apart. A workbook is never computed:
//! a formula has the value that was saved with it.

mod shown;

use std::io::Cursor;

use calamine::{
    Data, DataRef, Dimensions, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError,
    open_workbook_from_rs,
};
use encoding_rs::{GB18030, UTF_16BE, UTF_16LE};
pub use quality_award_core::import::files::{MOST_BYTES, Sheet};
use quality_award_core::import::table::{
    Filling, Grid, MOST_COLUMNS, MOST_ROWS, commas, has_table, tables, tabs,
};

use shown::{date, number};

/// The sheets of a file.
///
/// # Errors
/// A Chinese sentence that says what is wrong and what to do.
pub fn sheets(bytes: &[u8], file: &str) -> Result<Vec<Sheet>, String> {
    if bytes.len() > MOST_BYTES {
        return Err("文件超过 30 MB，没有打开。请把需要的表另存为一个小文件。".into());
    }
    if bytes.is_empty() {
        return Err("文件是空的。".into());
    }
    match bytes {
        [b'P', b'K', ..] => xlsx(bytes),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => xls(bytes),
        [b'%', b'P', b'D', b'F', ..] => Err(
            "这是 PDF 文件，里面的表格不能准确读出。请打开原来的表格文件（.xlsx、.xls、.csv）。"
                .into(),
        ),
        _ => text(bytes, file),
    }
}

const DAMAGED: &str =
    "文件打不开，可能已经损坏，也可能不是表格文件。请用 Excel 或 WPS 打开它，另存为 .xlsx 后再选。";
const ENCRYPTED: &str =
    "文件有打开密码，不能读取。请用 Excel 或 WPS 打开它，取消密码，另存为 .xlsx 后再选。";

fn xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    let book: Result<Xlsx<_>, XlsxError> = open_workbook_from_rs(Cursor::new(bytes));
    let mut book = book.map_err(|error| match error {
        XlsxError::Password => ENCRYPTED.to_owned(),
        _ => DAMAGED.to_owned(),
    })?;
    let about = book.sheets_metadata().to_vec();
    let sheets = about.into_iter().filter_map(|about| {
        let grid = match xlsx_grid(&mut book, &about.name) {
            Ok(grid) => grid,
            // A sheet of charts.
            Err(XlsxError::NotAWorksheet(_)) => return None,
            Err(_) => Err(
                "这个工作表打不开，可能已经损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 后再选。"
                    .into(),
            ),
        };
        Some(Sheet {
            hidden: about.visible != SheetVisible::Visible,
            name: about.name,
            grid,
        })
    });
    some(sheets.collect())
}

fn some(sheets: Vec<Sheet>) -> Result<Vec<Sheet>, String> {
    match sheets.is_empty() {
        true => Err(DAMAGED.to_owned()),
        false => Ok(sheets),
    }
}

/// Where a cell lies, if it is not far outside any table that is taken.
fn place(row: u32, column: u32) -> Option<(usize, usize)> {
    let (row, column) = (usize::try_from(row).ok()?, usize::try_from(column).ok()?);
    (row <= MOST_ROWS && column <= MOST_COLUMNS).then_some((row, column))
}

/// How far a merged cell goes that begins here; a merged cell goes no further than what is taken.
fn spans(merged: &[Dimensions]) -> impl Fn(usize, usize) -> (usize, usize) + use<> {
    let mut known: Vec<(usize, usize, usize, usize)> = Vec::new();
    for of in merged {
        if let (Some((top, left)), Some(down), Some(across)) = (
            place(of.start.0, of.start.1),
            of.end.0.checked_sub(of.start.0),
            of.end.1.checked_sub(of.start.1),
        ) {
            let most = |size: u32, most: usize| usize::try_from(size).unwrap_or(most).min(most) + 1;
            known.push((top, left, most(down, MOST_ROWS), most(across, MOST_COLUMNS)));
        }
    }
    known.sort_unstable();
    move |row, column| {
        let found = known.binary_search_by_key(&(row, column), |of| (of.0, of.1));
        found.map_or((1, 1), |at| (known[at].2, known[at].3))
    }
}

fn xlsx_grid(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
) -> Result<Result<Grid, String>, XlsxError> {
    let merged = book.merge_cells_by_sheet_name(name)?;
    let spans = spans(&merged);
    let styles = book.worksheet_style(name)?;
    let format = |at: (u32, u32)| {
        let format = styles
            .get(at)
            .and_then(|style| style.number_format.as_ref());
        format.map_or("General", |format| format.format_code.as_str())
    };
    let mut cells: Vec<(usize, usize, String)> = Vec::new();
    let mut reader = book.worksheet_cells_reader(name)?;
    while let Some(cell) = reader.next_cell()? {
        let (row, column) = cell.get_position();
        let format = format((row, column));
        let text = match cell.get_value() {
            DataRef::Int(value) => number(&value.to_string(), format),
            DataRef::Float(value) => number(&shown::digits(*value), format),
            DataRef::String(text) => text.clone(),
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::Bool(value) => value.to_string(),
            DataRef::DateTime(value) => date(value, format),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
            DataRef::Error(error) => error.to_string(),
            DataRef::Empty => continue,
        };
        if text.trim().is_empty() {
            continue;
        }
        match place(row, column) {
            Some((row, column)) => cells.push((row, column, text)),
            None => return Ok(Err(too_far(row, column))),
        }
    }
    Ok(filled(cells, spans))
}

fn too_far(row: u32, column: u32) -> String {
    format!(
        "第 {} 行第 {} 列还有内容，超过 {MOST_ROWS} 行 {MOST_COLUMNS} 列，没有读取。请把需要的部分复制到一个新的工作表。",
        u64::from(row) + 1,
        u64::from(column) + 1
    )
}

fn filled(
    cells: Vec<(usize, usize, String)>,
    spans: impl Fn(usize, usize) -> (usize, usize),
) -> Result<Grid, String> {
    let mut filling = Filling::default();
    for (row, column, text) in cells {
        filling.put(row, column, &text, spans(row, column));
    }
    filling.grid()
}

fn xls(bytes: &[u8]) -> Result<Vec<Sheet>, String> {
    let book: Result<Xls<_>, XlsError> = open_workbook_from_rs(Cursor::new(bytes));
    let mut book = book.map_err(|error| {
        // Excel wraps an encrypted .xlsx in the container of the old format.
        let wrapped: Result<Xlsx<_>, XlsxError> = open_workbook_from_rs(Cursor::new(bytes));
        match (error, wrapped) {
            (XlsError::Password, _) | (_, Err(XlsxError::Password)) => ENCRYPTED.to_owned(),
            _ => DAMAGED.to_owned(),
        }
    })?;
    let about = book.sheets_metadata().to_vec();
    let sheets = about.into_iter().filter_map(|about| {
        let spans = spans(
            &book
                .merge_cells_by_sheet_name(&about.name)
                .unwrap_or_default(),
        );
        let range = book.worksheet_range(&about.name).ok()?;
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = Vec::new();
        let mut far = None;
        for (row, column, value) in range.used_cells() {
            let (row, column) = (row + top as usize, column + left as usize);
            let text = match value {
                Data::Int(value) => value.to_string(),
                Data::Float(value) => shown::digits(*value),
                Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
                    text.clone()
                }
                Data::Bool(value) => value.to_string(),
                Data::DateTime(value) => date(value, ""),
                Data::Error(error) => error.to_string(),
                Data::Empty => continue,
            };
            match row <= MOST_ROWS && column <= MOST_COLUMNS {
                true => cells.push((row, column, text)),
                false => far = Some((row, column)),
            }
        }
        let grid = match far {
            Some((row, column)) => Err(too_far(
                u32::try_from(row).ok()?,
                u32::try_from(column).ok()?,
            )),
            None => filled(cells, spans),
        };
        Some(Sheet {
            hidden: about.visible != SheetVisible::Visible,
            name: about.name,
            grid,
        })
    });
    some(sheets.collect())
}

/// Text: UTF-8, UTF-16 with its mark, or what Chinese Windows writes.
fn decoded(bytes: &[u8]) -> Result<String, String> {
    let text = match bytes {
        [0xFF, 0xFE, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFE, 0xFF, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                let (text, _, broken) = GB18030.decode(bytes);
                if broken {
                    return Err(DAMAGED.to_owned());
                }
                text.into_owned()
            }
        },
    };
    match text.contains('\0') {
        true => Err(DAMAGED.to_owned()),
        false => Ok(text),
    }
}

fn text(bytes: &[u8], file: &str) -> Result<Vec<Sheet>, String> {
    let text = decoded(bytes)?;
    let one = |grid: Grid| Sheet {
        name: "1".into(),
        hidden: false,
        grid: Ok(grid),
    };
    if has_table(&text) {
        let tables = tables(&text)?.into_iter().enumerate();
        let sheets = tables.map(|(at, grid)| Sheet {
            name: (at + 1).to_string(),
            ..one(grid)
        });
        return Ok(sheets.collect());
    }
    let ending = file.rsplit('.').next().unwrap_or_default();
    let grid = match ending.eq_ignore_ascii_case("csv") || !text.contains('\t') {
        true => commas(&text)?,
        false => tabs(&text)?,
    };
    Ok(vec![one(grid)])
}

#[cfg(test)]
mod tests;
