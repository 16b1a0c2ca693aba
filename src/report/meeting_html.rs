//! 会议页: the pages of a meeting as one file that needs nothing besides: the state of the plan, the agenda, a page a point,
//! what was decided. Readable on a phone, on a screen from afar, and on paper a page a point.

use chrono::NaiveDate;
use quick_xml::escape::escape;

use super::dates::{Dates, long_date};
use super::document::formal;
use super::field_prose::work_value;
use super::ledger::{LedgerColumn, ledger_text};
use super::light_prose::{light_reasons, light_word, percent_in_words};
use super::meeting_prose::{commitment_state, subject_in_words, subject_number};
use super::terms::{LEVELS, Term, level_head};
use crate::plan::{Board, Directive, Field, Item, Light, Meeting, Point, Rollup, Subject, Treated};
use crate::words::{self, Lang, Text};

const STYLE: &str = "
:root{color-scheme:light}
body{font:clamp(16px,1.6vw,26px)/1.6 'Source Han Sans SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif;color:#1a1a1a;background:#fff;max-width:70em;margin:0 auto;padding:1em}
section{border-bottom:1px solid #ddd;padding:1.2em 0}
h1{font-size:1.9em;margin:.2em 0;line-height:1.35}
h2{font-size:1.6em;margin:.1em 0 .5em;line-height:1.35}
p.note{color:#555;margin:.2em 0}
p.lead{font-size:1.15em}
.light{display:inline-block;padding:.05em .7em;border-radius:.3em;font-weight:bold}
.red{background:#b00020;color:#fff}.yellow{background:#ffd54f;color:#000}.green{background:#c6efce;color:#006100}
.blue{background:#bdd7ee;color:#1f385f}.grey{background:#e7e6e6;color:#404040}
ul.counts{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.6em}
.bar{position:relative;height:1.1em;background:#e7e6e6;border-radius:.2em;margin:.4em 0 .2em;max-width:36em}
.bar i{position:absolute;inset:0 auto 0 0;background:#1f5c99;border-radius:.2em}
.bar b{position:absolute;top:-.25em;bottom:-.25em;width:3px;background:#b00020}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3em 1em;margin:.8em 0}
dt{color:#555}dd{margin:0;white-space:pre-line}
ol li{margin:.3em 0}a{color:#1f5c99}
table{border-collapse:collapse;width:100%}th,td{border:1px solid #bbb;padding:.4em .6em;text-align:left;vertical-align:top}th{background:#eef3f8}
@media (max-width:40em){dl{display:block}dt{margin-top:.5em}table,tbody,tr,td{display:block;border:0}thead{display:none}tr{border:1px solid #bbb;border-radius:.4em;margin:.6em 0;padding:.5em .6em}td{padding:.1em 0}td[data-head]::before{content:attr(data-head)'\\ff1a ';color:#555}}
@media print{body{max-width:none;padding:0;font-size:14pt}section{border:0;break-after:page}section:last-child{break-after:auto}.bar,.light{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
";

/// The pages of a meeting as things stand on `day`.
pub fn meeting_html(lang: Lang, board: &Board, meeting: &Meeting, day: NaiveDate) -> String {
    let pages = Pages { lang, board, meeting, day };
    let title = text(&meeting.title);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n",
        lang.locale()
    );
    pages.opening(&mut page);
    for (point, n) in meeting.agenda.iter().zip(1..) {
        pages.point(point, n, &mut page);
    }
    pages.decisions(&mut page);
    page.push_str("</body>\n</html>\n");
    page
}

/// A text of a person's, in the signs of print.
fn text(said: &str) -> String {
    escape(formal(said)).into_owned()
}

struct Pages<'a> {
    lang: Lang,
    board: &'a Board,
    meeting: &'a Meeting,
    day: NaiveDate,
}

impl Pages<'_> {
    fn say(&self, words: Text) -> String {
        escape(self.lang.say(words)).into_owned()
    }

    /// What the meeting is, how the plan stands, and the agenda.
    fn opening(&self, page: &mut String) {
        let (lang, meeting) = (self.lang, self.meeting);
        let when = long_date(lang, meeting.day);
        let about = [when.as_str(), &meeting.place, &meeting.chair];
        let about: Vec<String> = about.into_iter().filter(|it| !it.is_empty()).map(text).collect();
        page.push_str(&format!(
            "<section>\n<h1>{}</h1>\n<p class=\"note\">{}</p>\n<p class=\"note\">{}</p>\n",
            text(&meeting.title),
            about.join("&emsp;"),
            text(&self.board.plan.title)
        ));
        let lights: Vec<Light> = self.board.items().iter().map(|item| self.board.light_of(item, self.day)).collect();
        let counts = Rollup::of(&lights).counts;
        page.push_str("<ul class=\"counts\">");
        for level in LEVELS.into_iter().filter(|level| counts.get(*level) > 0) {
            let (class, head) = (level.code(), self.say(level_head(level)));
            page.push_str(&format!("<li class=\"light {class}\">{head} {}</li>", counts.get(level)));
        }
        page.push_str("</ul>\n<ol>\n");
        for (point, n) in meeting.agenda.iter().zip(1..) {
            let about = text(&subject_in_words(lang, self.board, point.subject));
            page.push_str(&format!("<li><a href=\"#p{n}\">{about}</a>{}</li>\n", self.treated(point)));
        }
        page.push_str("</ol>\n</section>\n");
    }

    /// What became of a point, once something has.
    fn treated(&self, point: &Point) -> String {
        if point.treated == Treated::Waiting {
            return String::new();
        }
        format!(" · {}", self.say(point.treated.text()))
    }

    fn point(&self, point: &Point, n: usize, page: &mut String) {
        let no = subject_number(self.board, point.subject);
        let about = text(&subject_in_words(self.lang, self.board, point.subject));
        let origin = self.say(point.origin.text());
        page.push_str(&format!(
            "<section id=\"p{n}\">\n<p class=\"note\">{n}/{}&emsp;{origin}{}</p>\n",
            self.meeting.agenda.len(),
            self.treated(point)
        ));
        let no = if no.is_empty() { no } else { format!("{no}. ") };
        page.push_str(&format!("<h2>{no}{about}</h2>\n"));
        if let Subject::Directive(id) = point.subject
            && let Some(directive) = self.board.directive(id)
        {
            self.rows(&self.of_directive(directive), page);
        }
        if let Some(item) = self.board.item_of_subject(point.subject).and_then(|id| self.board.item(id)) {
            self.item(item, page);
        }
        let decided: Vec<&Directive> = self.board.decided_on(self.meeting.id, point.subject).collect();
        if !decided.is_empty() {
            page.push_str(&format!("<p class=\"lead\"><b>{}</b></p>\n<ol>\n", self.say(words::minutes::DECIDED)));
            for directive in decided {
                page.push_str(&format!("<li>{}</li>\n", text(&directive.text)));
            }
            page.push_str("</ol>\n");
        }
        page.push_str("</section>\n");
    }

    fn item(&self, item: &Item, page: &mut String) {
        let light = self.board.light_of(item, self.day);
        let class = light.level.code();
        let word = text(&light_word(self.lang, &light));
        let (known, expected) = (light.situation.known_percent(), light.situation.expected);
        page.push_str(&format!(
            "<p class=\"lead\"><span class=\"light {class}\">{word}</span>&emsp;{}</p>\n",
            percent_in_words(known)
        ));
        if let Some(percent) = known {
            let mark = expected.map(|at| format!("<b style=\"left:{at}%\"></b>")).unwrap_or_default();
            page.push_str(&format!("<div class=\"bar\"><i style=\"width:{percent}%\"></i>{mark}</div>\n"));
        }
        // The rule by its number, and the keys that would change it, are for the board.
        let reason = light_reasons(self.lang, &light).get(1).cloned().unwrap_or_default();
        let ledger = |column| ledger_text(self.lang, self.board, column, item, &light);
        let value = |field| work_value(self.lang, &item.work, field).unwrap_or_default();
        let mut rows = vec![
            (words::minutes::LIGHT, reason),
            (Field::Lead.text(), value(Field::Lead)),
            (Field::Support.text(), value(Field::Support)),
            (Field::Due.text(), item.work.due.current.map(|due| long_date(self.lang, due)).unwrap_or_default()),
            (words::report::DONE, ledger(LedgerColumn::Done)),
            (words::report::PROBLEM, ledger(LedgerColumn::Problem)),
            (words::report::NEXT, ledger(LedgerColumn::Next)),
        ];
        if let Some(at) = expected {
            rows.insert(1, (words::ledger::EXPECTED, format!("{at}%")));
        }
        self.rows(&rows, page);
    }

    fn of_directive(&self, it: &Directive) -> Vec<(Text, String)> {
        let due =
            it.due.map_or_else(|| self.lang.say(words::minutes::NO_DUE).to_owned(), |due| long_date(self.lang, due));
        let state = commitment_state(self.lang, it, Dates::of(self.board, self.day), self.day);
        let reply = it.reply.as_ref().map(|said| said.text.clone()).unwrap_or_default();
        vec![
            (words::minutes::COLUMN_OWNER, it.owner.clone().unwrap_or_default()),
            (words::minutes::COLUMN_DUE, due),
            (words::minutes::COLUMN_STATE, [state, reply].join("\n")),
        ]
    }

    fn rows(&self, rows: &[(Text, String)], page: &mut String) {
        page.push_str("<dl>\n");
        for (head, said) in rows.iter().filter(|(_, said)| !said.trim().is_empty()) {
            page.push_str(&format!("<dt>{}</dt><dd>{}</dd>\n", self.say(*head), text(said.trim())));
        }
        page.push_str("</dl>\n");
    }

    fn decisions(&self, page: &mut String) {
        let decided: Vec<&Directive> = self.board.decisions(self.meeting.id).collect();
        if decided.is_empty() {
            return;
        }
        page.push_str(&format!("<section>\n<h2>{}</h2>\n<table>\n<thead><tr>", self.say(words::minutes::DECISIONS)));
        let heads = [
            words::minutes::COLUMN_NO,
            words::minutes::COLUMN_TEXT,
            words::minutes::COLUMN_OWNER,
            words::minutes::COLUMN_DUE,
            words::minutes::COLUMN_STATE,
        ];
        for head in heads {
            page.push_str(&format!("<th>{}</th>", self.say(head)));
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for (directive, n) in decided.into_iter().zip(1..) {
            let of: Vec<(Text, String)> = self.of_directive(directive);
            let first =
                [(words::minutes::COLUMN_NO, n.to_string()), (words::minutes::COLUMN_TEXT, directive.text.clone())];
            page.push_str("<tr>");
            for (head, said) in first.iter().chain(&of) {
                let said = said.trim().replace('\n', " ");
                page.push_str(&format!("<td data-head=\"{}\">{}</td>", self.say(*head), text(&said)));
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n</section>\n");
    }
}
