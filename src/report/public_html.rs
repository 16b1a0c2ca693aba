//! 公开表: what the public may see of a plan, as one page that needs nothing besides, readable on a phone and printable. No
//! problems, no instructions, no names of persons; what is late internally is not judged here.

use chrono::NaiveDate;
use quick_xml::escape::escape;

use super::dates::{long_date, period_in_words};
use super::document::formal;
use super::terms::Term;
use crate::plan::{Board, Item, Stage};
use crate::words::{self, Lang};

const STYLE: &str = "
:root{color-scheme:light}
body{font:16px/1.6 'Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#1a1a1a;background:#fff;max-width:60em;margin:0 auto;padding:1em}
h1{font-size:1.5em;text-align:center;margin:.5em 0}
h2{font-size:1.15em;margin:1.6em 0 .4em;border-left:.3em solid #1f5c99;padding-left:.5em}
p.note{color:#555;text-align:center;margin:.2em 0 1em}
table{border-collapse:collapse;width:100%}
th,td{border:1px solid #bbb;padding:.45em .6em;text-align:left;vertical-align:top}
th{background:#eef3f8}
td.no{text-align:center;width:3em}
td.stage{white-space:nowrap;font-weight:bold}
@media (max-width:40em){table,tbody,tr,td{display:block;border:0}thead{display:none}tr{border:1px solid #bbb;border-radius:.4em;margin:.6em 0;padding:.5em .6em}td{padding:.1em 0}td.no{text-align:left;width:auto;font-weight:bold}td[data-head]::before{content:attr(data-head)'\\ff1a ';color:#555}}
@media print{body{max-width:none;padding:0}h2{break-after:avoid}tr{break-inside:avoid}}
";

/// The public table of a plan on `day`.
pub fn public_html(lang: Lang, board: &Board, day: NaiveDate) -> String {
    let title = formal(&board.plan.title);
    let title = escape(&title);
    let note = lang.fill(words::public::Note {
        issuer: &board.plan.issuer,
        period: &period_in_words(lang, board.plan.period),
        day: &long_date(lang, day),
    });
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p class=\"note\">{}</p>\n",
        lang.locale(),
        escape(formal(&note))
    );
    for section in &board.sections {
        page.push_str(&format!("<h2>{}</h2>\n<table>\n<thead><tr>", escape(formal(&section.heading))));
        let heads =
            [words::column::NUMBER, words::column::ITEM, words::public::UNIT, words::public::DUE, words::public::STAGE];
        for head in heads {
            page.push_str(&format!("<th>{}</th>", escape(lang.say(head))));
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for item in board.items_of(section.id) {
            row(lang, item, &mut page);
        }
        page.push_str("</tbody>\n</table>\n");
    }
    page.push_str("</body>\n</html>\n");
    page
}

fn row(lang: Lang, item: &Item, page: &mut String) {
    let due = item.work.due.current.map(|due| long_date(lang, due)).unwrap_or_default();
    let stage = match item.work.standing.stage {
        Stage::Pending => words::public::PENDING,
        // Whether it is verified inside is nobody else's matter.
        Stage::Active | Stage::Review => words::public::ACTIVE,
        Stage::Closed => Stage::Closed.text(),
        Stage::Stopped => Stage::Stopped.text(),
    };
    let cell = |head: words::Text, value: &str| {
        let head = if value.is_empty() { String::new() } else { format!(" data-head=\"{}\"", escape(lang.say(head))) };
        format!("<td{head}>{}</td>", escape(value))
    };
    page.push_str(&format!(
        "<tr><td class=\"no\">{}</td><td>{}</td>{}{}<td class=\"stage\">{}</td></tr>\n",
        item.no,
        escape(formal(&item.title)),
        cell(words::public::UNIT, item.work.lead.as_deref().unwrap_or_default()),
        cell(words::public::DUE, &due),
        escape(lang.say(stage)),
    ));
}
