use super::*;

#[test]
fn what_is_no_table_is_said() {
    let why = |bytes: &[u8], file: &str| sheets(bytes, file).unwrap_err();
    assert!(why(b"%PDF-1.7", "a.xlsx").contains("PDF"));
    assert!(why(b"PK\x03\x04nothing", "a.xlsx").contains("损坏"));
    assert!(why(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.xls").contains("损坏"));
    assert!(why(b"", "a.csv").contains("空"));
    assert!(why(b"\x00\x01\x02", "a.csv").contains("损坏"));
}

#[test]
fn text_in_the_usual_encodings() {
    let text = "指标,2024年,2025年\r\n主营业务收入,\"19,200\",20100\r\n";
    let (gbk, ..) = GB18030.encode(text);
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for bytes in [text.as_bytes(), &gbk, &wide] {
        let sheets = sheets(bytes, "示例.csv").unwrap();
        let grid = sheets[0].grid.as_ref().unwrap();
        assert_eq!((grid.text(0, 0), grid.text(1, 1)), ("指标", "19,200"));
    }
    let html = "<html><table><tr><td>指标<td>2025年</table><table><tr><td>a</table>";
    let found = sheets(html.as_bytes(), "导出.xls").unwrap();
    assert_eq!(found.len(), 2);
}

/// A workbook with heads of two merged rows that are dates, formulas in percent, a hidden sheet, and one of text.
fn book() -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("质量指标").unwrap();
    let merged = Format::new();
    sheet
        .merge_range(0, 0, 0, 4, "示例公司指标（虚构）", &merged)
        .unwrap();
    sheet.merge_range(1, 0, 2, 0, "指标", &merged).unwrap();
    sheet.merge_range(1, 1, 2, 1, "单位", &merged).unwrap();
    let year = Format::new().set_num_format("yyyy\"年\"");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let date = |year| ExcelDateTime::from_ymd(year, 12, 31).unwrap();
    sheet
        .write_datetime_with_format(1, 2, date(2024), &day)
        .unwrap();
    sheet.merge_range(1, 3, 1, 4, "", &year).unwrap();
    let first = ExcelDateTime::from_ymd(2025, 1, 1).unwrap();
    sheet
        .write_datetime_with_format(1, 3, first, &year)
        .unwrap();
    for (column, text) in [(2, "实际"), (3, "目标"), (4, "实际")] {
        sheet.write_string(2, column, text).unwrap();
    }
    let percent = Format::new().set_num_format("0.0%");
    let days = Format::new().set_num_format("0.0\"天\"");
    sheet.write_string(3, 0, "一次交验合格率").unwrap();
    sheet.write_string(3, 1, "%").unwrap();
    sheet
        .write_number_with_format(3, 2, 0.978, &percent)
        .unwrap();
    sheet
        .write_number_with_format(3, 3, 0.98, &percent)
        .unwrap();
    let formula = Formula::new("=197/200").set_result("0.985");
    sheet
        .write_formula_with_format(3, 4, formula, &percent)
        .unwrap();
    sheet.write_string(4, 0, "应收账款周转天数").unwrap();
    sheet.write_number_with_format(4, 2, 22.9, &days).unwrap();
    sheet.write_string(4, 3, "≤20").unwrap();
    let broken = Formula::new("=1/0").set_result("#DIV/0!");
    sheet.write_formula(4, 4, broken).unwrap();
    let hidden = book.add_worksheet().set_name("底稿").unwrap();
    hidden.set_hidden(true).write_number(0, 0, 1).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_shows_what_its_cells_show() {
    let sheets = sheets(&book(), "示例.xlsx").unwrap();
    assert_eq!(sheets.len(), 2);
    assert!(!sheets[0].hidden && sheets[1].hidden);
    let grid = sheets[0].grid.as_ref().unwrap();
    let row = |row| {
        (0..5)
            .map(|column| grid.text(row, column))
            .collect::<Vec<&str>>()
    };
    assert_eq!(row(1), ["指标", "单位", "2024-12-31", "2025年", "2025年"]);
    assert_eq!(row(2), ["指标", "单位", "实际", "目标", "实际"]);
    assert_eq!(row(3), ["一次交验合格率", "%", "97.8%", "98%", "98.5%"]);
    assert_eq!(row(4)[2..], ["22.9天", "≤20", "#DIV/0!"]);
    assert!(grid.cell(1, 4).covered && grid.cell(2, 0).covered);
}
