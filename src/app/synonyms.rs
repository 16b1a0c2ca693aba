//! Other words for commands: what somebody types in the palette who calls a thing otherwise. They are found and not shown.

use super::command::Command;
use super::view::View;
use crate::plan::Field;
use crate::words::{Text, synonym};

/// Commands with what else they are called.
const SYNONYMS: &[(Command, Text)] = &[
    (Command::Settings, synonym::SETTINGS),
    (Command::Theme, synonym::THEME),
    (Command::Language, synonym::LANGUAGE),
    (Command::Make, synonym::MAKE),
    (Command::AddItem, synonym::ADD),
    (Command::AddMeasure, synonym::ADD),
    (Command::NewPerson, synonym::PERSON),
    (Command::Show(View::People), synonym::PERSON),
    (Command::RemoveItem, synonym::REMOVE),
    (Command::RemoveMeasure, synonym::REMOVE),
    (Command::EditText, synonym::CHANGE),
    (Command::EditAny, synonym::CHANGE),
    (Command::Undo, synonym::UNDO),
    (Command::Redo, synonym::REDO),
    (Command::Search, synonym::SEARCH),
    (Command::Filter, synonym::FILTER),
    (Command::Quit, synonym::QUIT),
    (Command::Help, synonym::HELP),
    (Command::ImportPaper, synonym::IMPORT),
    (Command::SwitchPlan, synonym::SWITCH),
    (Command::Present, synonym::PRESENT),
    (Command::Report, synonym::REPORT),
    (Command::Edit(Field::Percent), synonym::PERCENT),
    (Command::Edit(Field::Due), synonym::DUE),
    (Command::Edit(Field::Lead), synonym::LEAD),
    (Command::Edit(Field::Standing), synonym::STAGE),
    (Command::Show(View::History), synonym::HISTORY),
    (Command::Show(View::Mine), synonym::MINE),
    (Command::Show(View::Ledger), synonym::LEDGER),
    (Command::Show(View::Trend), synonym::TREND),
    (Command::Backups, synonym::BACKUPS),
    (Command::Copy, synonym::COPY),
    (Command::TravelTo, synonym::TRAVEL),
    (Command::Units, synonym::UNITS),
    (Command::MoveItem, synonym::MOVE_ITEM),
    (Command::SplitMeasure, synonym::SPLIT),
    (Command::Show(View::Attention), synonym::ATTENTION),
    (Command::LightRules, synonym::RULES),
    (Command::SchoolDays, synonym::SCHOOL),
];

/// What else a command is called, parted by blanks; none where it has one name only.
pub(super) fn synonyms(command: Command) -> Option<Text> {
    SYNONYMS.iter().find(|(known, _)| *known == command).map(|(_, text)| *text)
}
