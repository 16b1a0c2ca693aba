//! Reports that were made: corrected and taken back by who wrote them, with both in the journal.

use crate::app::App;
use crate::app::msg::Effect;
use crate::app::popups::{Form, FormKind, Then};
use crate::app::screens::{NodeScreen, Screen, Spot};
use crate::plan::{Change, Report};
use crate::words::{self, Text};

impl App {
    /// The report under the cursor of an item's page.
    pub fn report_at_cursor(&self) -> Option<&Report> {
        let Screen::Node(NodeScreen { node, spot: Spot::Report(id), .. }) = self.screen() else { return None };
        self.data.board.item(node.item)?.reports.iter().find(|report| report.id == *id)
    }

    /// Why the report under the cursor is not the person's to correct or to take back.
    pub(in crate::app) fn report_barred(&self, report: &Report, corrects: bool) -> Option<Text> {
        if report.author != self.session.author {
            return Some(words::trouble::NOT_YOUR_REPORT);
        }
        // What is corrected stands last among those of its day: it must not pass for newer than one that was.
        let later = self.data.board.item(report.node.item)?.reports.iter().rev().take_while(|it| it.id != report.id);
        let is_passed =
            later.into_iter().any(|it| it.day == report.day && it.node == report.node && it.unit == report.unit);
        (corrects && is_passed).then_some(words::trouble::NEWER_REPORT)
    }

    /// Whether nothing newer was reported about the same, so that its figure is the one that holds.
    pub(in crate::app) fn is_newest_report(&self, report: &Report) -> bool {
        let is_about = |other: &&Report| other.node == report.node && other.unit == report.unit;
        let item = self.data.board.item(report.node.item);
        item.and_then(|item| item.reports.iter().rev().find(is_about)).is_some_and(|last| last.id == report.id)
    }

    pub(in crate::app) fn amend_report(&mut self, report: &Report) -> Vec<Effect> {
        if let Some(why) = self.report_barred(report, true) {
            return self.trouble(why);
        }
        let percent = report.percent.map(|percent| percent.get().to_string()).unwrap_or_default();
        let texts = [report.done.clone(), report.problem.clone(), report.next.clone(), percent];
        self.open_form(Form::new(FormKind::AmendReport(Box::new(report.clone())), vec![report.node], &texts));
        Vec::new()
    }

    /// Takes a report back, after a question; the figure that came with it stays until another is given.
    pub(in crate::app) fn withdraw_report(&mut self, report: &Report) -> Vec<Effect> {
        if let Some(why) = self.report_barred(report, false) {
            return self.trouble(why);
        }
        let day = report.day;
        let question = self.env.lang.fill(words::confirm::WithdrawReport { day: &day });
        let notice = self.env.lang.fill(words::notice::ReportWithdrawn { day: &day });
        self.confirm(question, Then::Commit(vec![Change::ReportRemoved { report: report.clone() }], notice));
        Vec::new()
    }
}
