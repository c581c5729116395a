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
