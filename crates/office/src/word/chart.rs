//! Charts that Word draws itself: DrawingML with the numbers in it.

use quality_award_core::export::chart::{ChartData, ChartPoint, ChartSeries, Kind};

use super::body::attribute;
use super::markup::{DECLARATION, escaped};

/// Width and height on paper in English metric units: 120 by 46 mm.
const SIZE: (u32, u32) = (4_320_000, 1_656_000);

/// The run that shows the nth chart, with its text alternative.
pub fn inline(drawing: usize, nth: usize, title: &str, about: &str) -> String {
    let (width, height) = SIZE;
    let (title, about) = (attribute(title), attribute(about));
    format!(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/><wp:docPr id=\"{drawing}\" name=\"图表 {nth}\" title=\"{title}\" descr=\"{about}\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart r:id=\"chart{nth}\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
}

/// How a series is drawn: line, and mark of its points.
struct Look {
    /// Width in English metric units.
    width: u32,
    dash: &'static str,
    mark: &'static str,
}

fn look(kind: Kind) -> Look {
    match kind {
        Kind::Target => Look {
            width: 19050,
            dash: "dash",
            mark: "none",
        },
        Kind::Comparison => Look {
            width: 19050,
            dash: "sysDot",
            mark: "diamond",
        },
        _ => Look {
            width: 28575,
            dash: "solid",
            mark: "circle",
        },
    }
}

/// The part of a chart.
pub fn part(data: &ChartData) -> String {
    let years: Vec<String> = data.years.iter().map(i32::to_string).collect();
    let mut series = String::new();
    let mut hidden = String::new();
    let mut at = 0;
    for of in &data.series {
        for (nth, stretch) in stretches(of).into_iter().enumerate() {
            series += &one(at, of, &stretch, &years);
            if nth > 0 {
                // A line in pieces has one line in the legend.
                hidden += &format!(
                    "<c:legendEntry><c:idx val=\"{at}\"/><c:delete val=\"1\"/></c:legendEntry>"
                );
            }
            at += 1;
        }
    }
    let unit = match data.unit.as_str() {
        "" => String::new(),
        unit => format!(
            "<c:title><c:tx><c:rich><a:bodyPr rot=\"0\" vert=\"horz\"/><a:p><a:r><a:rPr lang=\"zh-CN\" sz=\"900\" b=\"0\"/><a:t>{}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>",
            escaped(unit)
        ),
    };
    let (low, high, step) = (&data.low, &data.high, &data.step);
    let line = |colour: &str| {
        format!(
            "<c:spPr><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"{colour}\"/></a:solidFill></a:ln></c:spPr>"
        )
    };
    let (grid, axis) = (line("CCCCCC"), line("000000"));
    format!(
        "{DECLARATION}<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><c:date1904 val=\"0\"/><c:lang val=\"zh-CN\"/><c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/><c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{series}<c:marker val=\"1\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:lineChart><c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"b\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>{axis}<c:crossAx val=\"2\"/><c:crosses val=\"min\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/><c:lblOffset val=\"100\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx><c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/><c:max val=\"{high}\"/><c:min val=\"{low}\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"l\"/><c:majorGridlines>{grid}</c:majorGridlines>{unit}<c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>{axis}<c:crossAx val=\"1\"/><c:crosses val=\"min\"/><c:crossBetween val=\"between\"/><c:majorUnit val=\"{step}\"/></c:valAx></c:plotArea><c:legend><c:legendPos val=\"r\"/>{hidden}<c:overlay val=\"0\"/></c:legend><c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"span\"/></c:chart><c:spPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz=\"900\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill><a:latin typeface=\"Times New Roman\"/><a:ea typeface=\"宋体\"/></a:defRPr></a:pPr><a:endParaRPr lang=\"zh-CN\"/></a:p></c:txPr></c:chartSpace>"
    )
}

/// The points of a series with their place, in stretches that a line goes through.
fn stretches(series: &ChartSeries) -> Vec<Vec<(usize, &ChartPoint)>> {
    let mut stretches: Vec<Vec<(usize, &ChartPoint)>> = Vec::new();
    for (at, point) in series.points.iter().enumerate() {
        let Some(point) = point else {
            continue;
        };
        match stretches.last_mut() {
            Some(stretch) if point.joined => stretch.push((at, point)),
            _ => stretches.push(vec![(at, point)]),
        }
    }
    stretches
}

fn one(at: usize, of: &ChartSeries, points: &[(usize, &ChartPoint)], years: &[String]) -> String {
    let look = look(of.kind);
    let name = escaped(&of.name);
    let line = format!(
        "<c:spPr><a:ln w=\"{}\" cap=\"rnd\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill><a:prstDash val=\"{}\"/><a:round/></a:ln></c:spPr>",
        look.width, look.dash
    );
    let all_marked = points.iter().all(|(_, point)| point.marked);
    let own = if all_marked { look.mark } else { "none" };
    let fill = |solid: bool| if solid { "000000" } else { "FFFFFF" };
    let apart = points
        .iter()
        .filter(|(_, point)| point.marked && (!all_marked || point.partial));
    let apart: String = apart
        .map(|(at, _)| {
            format!(
                "<c:dPt><c:idx val=\"{at}\"/>{}<c:bubble3D val=\"0\"/>{line}</c:dPt>",
                mark(look.mark, fill(false))
            )
        })
        .collect();
    let labels = match of.kind {
        Kind::Own => {
            "<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:dLblPos val=\"t\"/><c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>"
        }
        _ => "",
    };
    let categories = years.iter().enumerate();
    let categories: String = categories
        .map(|(at, year)| format!("<c:pt idx=\"{at}\"><c:v>{year}</c:v></c:pt>"))
        .collect();
    let values: String = points
        .iter()
        .map(|(at, point)| format!("<c:pt idx=\"{at}\"><c:v>{}</c:v></c:pt>", point.value))
        .collect();
    let (count, own) = (years.len(), mark(own, fill(true)));
    format!(
        "<c:ser><c:idx val=\"{at}\"/><c:order val=\"{at}\"/><c:tx><c:v>{name}</c:v></c:tx>{line}{own}{apart}{labels}<c:cat><c:strLit><c:ptCount val=\"{count}\"/>{categories}</c:strLit></c:cat><c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val=\"{count}\"/>{values}</c:numLit></c:val><c:smooth val=\"0\"/></c:ser>"
    )
}

/// The mark of a point.
fn mark(symbol: &str, fill: &str) -> String {
    match symbol {
        "none" => "<c:marker><c:symbol val=\"none\"/></c:marker>".to_owned(),
        symbol => format!(
            "<c:marker><c:symbol val=\"{symbol}\"/><c:size val=\"6\"/><c:spPr><a:solidFill><a:srgbClr val=\"{fill}\"/></a:solidFill><a:ln w=\"12700\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill></a:ln></c:spPr></c:marker>"
        ),
    }
}
