//! The past: the board as it was after a line of the journal, made by taking back everything that came later. It is for
//! looking only; what others do meanwhile goes into the present.

use chrono::Local;

use super::notice::Notice;
use super::{App, Screen, View};
use crate::plan::{Board, Revision};

/// A look at the past.
#[derive(Debug)]
pub(super) struct Past {
    /// After this line of the journal.
    seq: Revision,
    /// The board as it is now.
    present: Board,
    /// The day that was looked at before.
    as_of: Option<chrono::NaiveDate>,
}

impl App {
    /// The journal line after which the board is shown, when it is not the present one.
    pub fn past(&self) -> Option<Revision> {
        self.past.as_ref().map(|past| past.seq)
    }

    /// Shows the board as it was after the line under the cursor of the history.
    pub(super) fn show_past(&mut self) {
        let Screen::History { entry: Some(seq), .. } = *self.screen() else { return };
        if self.past.is_some() {
            return;
        }
        let mut board = self.board.clone();
        for entry in self.journal.iter().rev().take_while(|entry| entry.seq > seq) {
            for change in entry.edit.inverted() {
                board.apply(&change);
            }
        }
        let day =
            self.journal.iter().find(|entry| entry.seq == seq).map(|entry| entry.at.with_timezone(&Local).date_naive());
        let present = std::mem::replace(&mut self.board, board);
        self.past = Some(Past { seq, present, as_of: self.as_of });
        self.as_of = day.filter(|day| *day != self.today);
        self.epoch += 1;
        self.show(View::Board);
        self.repair_cursors();
    }

    /// Back to the present, to the history where the look began. Returns whether it was in the past.
    pub(super) fn leave_past(&mut self) -> bool {
        let Some(past) = self.past.take() else { return false };
        self.board = past.present;
        self.as_of = past.as_of;
        self.epoch += 1;
        self.screens = vec![Screen::History { entry: Some(past.seq), oldest_first: false }];
        self.notice = Some(Notice::info(self.lang.say("notice.present")));
        true
    }

    /// Nothing of what was known before is true any more: another past is read.
    pub(super) fn forget_the_past(&mut self) {
        if let Some(past) = self.past.take() {
            self.as_of = past.as_of;
        }
        self.journal.clear();
        self.item_journal = None;
        self.marks.clear();
    }

    /// The board that is true now, also while another is shown.
    pub(super) fn present_mut(&mut self) -> &mut Board {
        match &mut self.past {
            Some(past) => &mut past.present,
            None => &mut self.board,
        }
    }
}
