//! A workbook as a file for spreadsheet programs. The same workbook gives the same bytes.

use quality_award_core::export::workbook::{Cell, Sheet, Workbook};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Worksheet, XlsxError};

use crate::Refused;

/// Digits that a spreadsheet holds of a number; one with more stays text, so that none is lost.
const MOST_DIGITS: usize = 15;
/// Characters that a cell holds.
const MOST_CHARACTERS: usize = 32_767;

/// The bytes of an `.xlsx`: heads frozen, numbers as numbers with their decimals, texts never formulas.
///
/// # Errors
/// A sentence, where a sheet is larger than the format holds.
pub fn xlsx(workbook: &Workbook) -> Result<Vec<u8>, Refused> {
    written(workbook).map_err(|_| Refused::because("数据太多，一个工作表装不下"))
}

fn written(workbook: &Workbook) -> Result<Vec<u8>, XlsxError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    // No clock: the day the format was laid down.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let properties = DocProperties::new().set_title(&workbook.title);
    book.set_properties(&properties.set_creation_datetime(&made));
    for sheet in &workbook.sheets {
        let page = book.add_worksheet();
        page.set_name(&sheet.name)?;
        fill(page, sheet)?;
    }
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Center);
    for (at, column) in (0..).zip(&sheet.columns) {
        page.set_column_width(at, column.width)?;
        page.write_string_with_format(0, at, &column.name, &head)?;
    }
    page.set_freeze_panes(1, 0)?;
    for (row, cells) in (1..).zip(&sheet.rows) {
        for (at, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    page.write_string(row, at, fitting(text))?;
                }
                Cell::Number(number) => match held(number) {
                    Some(value) => {
                        let decimals = Format::new().set_num_format(format_of(number));
                        page.write_number_with_format(row, at, value, &decimals)?;
                    }
                    None => {
                        page.write_string(row, at, number)?;
                    }
                },
            }
        }
    }
    Ok(())
}

/// A number as a spreadsheet holds it; `None` where digits would be lost.
fn held(number: &str) -> Option<f64> {
    let digits = number.chars().filter(char::is_ascii_digit);
    let digits: String = digits.collect();
    let meaning = digits.trim_start_matches('0').len();
    number.parse().ok().filter(|_| meaning <= MOST_DIGITS)
}

/// The format with the decimals of a number, such as `0.00`.
fn format_of(number: &str) -> String {
    match number.split_once('.') {
        Some((_, decimals)) => format!("0.{}", "0".repeat(decimals.len())),
        None => "0".to_owned(),
    }
}

/// What a cell holds of a text.
fn fitting(text: &str) -> String {
    text.chars().take(MOST_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use quality_award_core::export::workbook::Column;

    use super::*;

    fn workbook() -> Workbook {
        let column = |name: &str, width| Column {
            name: name.into(),
            width,
        };
        let text = |text: &str| Cell::Text(text.into());
        let number = |number: &str| Cell::Number(number.into());
        let long = "79228162514264337593543950335";
        let sheet = Sheet {
            name: "指标".into(),
            columns: vec![column("名称", 30), column("2026 年", 12)],
            rows: vec![
                vec![text("=1+1"), number("91.20")],
                vec![text("甲\u{1}<乙>"), number("-1200")],
                vec![Cell::Empty, number(long)],
            ],
        };
        let scores = Sheet {
            name: "评分".into(),
            ..Sheet::default()
        };
        Workbook {
            title: "示例".into(),
            sheets: vec![sheet, scores],
        }
    }

    #[test]
    fn numbers_are_numbers_and_texts_are_no_formulas() {
        let bytes = xlsx(&workbook()).unwrap();
        let mut book = Xlsx::new(Cursor::new(&bytes)).unwrap();
        assert_eq!(book.sheet_names(), ["指标", "评分"]);
        let range = book.worksheet_range("指标").unwrap();
        let at = |row, column| range.get_value((row, column)).cloned();
        assert_eq!(at(0, 1), Some(Data::String("2026 年".into())));
        assert_eq!(at(1, 0), Some(Data::String("=1+1".into())));
        assert_eq!(at(1, 1), Some(Data::Float(91.2)));
        assert_eq!(at(2, 1), Some(Data::Float(-1200.0)));
        // More digits than a spreadsheet holds.
        assert_eq!(
            at(3, 1),
            Some(Data::String("79228162514264337593543950335".into()))
        );
        let formulas = book.worksheet_formula("指标").unwrap();
        assert_eq!(formulas.used_cells().count(), 0);
    }

    #[test]
    fn a_number_is_shown_with_the_decimals_it_was_typed_with() {
        assert_eq!([format_of("91.20"), format_of("-1200")], ["0.00", "0"]);
        let mut workbook = workbook();
        workbook.sheets[0].rows[0][1] = Cell::Number("91.200".into());
        let mut zip = zip::ZipArchive::new(Cursor::new(xlsx(&workbook).unwrap())).unwrap();
        let styles = std::io::read_to_string(zip.by_name("xl/styles.xml").unwrap()).unwrap();
        assert!(styles.contains("formatCode=\"0.000\""), "{styles}");
    }

    #[test]
    fn the_same_workbook_is_the_same_file() {
        assert!(xlsx(&workbook()).unwrap() == xlsx(&workbook()).unwrap());
    }
}
