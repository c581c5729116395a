//! A picture in the text.

use super::body::attribute;

/// English metric units of a pixel of 1/96 inch.
const PIXEL: u32 = 9525;

/// The run with the nth picture of the document. `drawing` is the number among all drawings, `size` in pixels of 1/96 inch.
pub fn inline(drawing: usize, nth: usize, title: &str, about: &str, size: (u32, u32)) -> String {
    let (width, height) = (size.0 * PIXEL, size.1 * PIXEL);
    let (title, about) = (attribute(title), attribute(about));
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{drawing}\" name=\"图片 {nth}\" title=\"{title}\" descr=\"{about}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:nvPicPr><pic:cNvPr id=\"{drawing}\" name=\"图片 {nth}\" descr=\"{about}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"image{nth}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}
