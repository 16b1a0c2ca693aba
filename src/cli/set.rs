//! `duban set`: fields of an item or a measure, in one edit.

use chrono::{NaiveDate, Utc};

use super::ask::{agreed, somebody_is_there};
use super::invocation::{Invocation, new_op};
use super::outcome::{Code, Done, Failure, print, tell, though_saved};
use crate::app::{Refusal, figure_given, typed_changes};
use crate::plan::{Board, Change, Edit, EditKind, Field, FieldChange, Node, ReportId, Unit, clean_line};
use crate::read::{Meant, parse_item_when};
use crate::report::{Term, change_in_words, clash_in_words, doubt_in_words, node_name, values_in_words, who_was_first};
use crate::store::{CommitError, Store};
use crate::words::{self, Lang};

pub(super) fn set(invocation: &Invocation, number: &str, values: &[String]) -> Done {
    let lang = invocation.lang;
    let mut store = invocation.open()?;
    let board = invocation.board(store.as_mut())?;
    let day = invocation.writing_day(&board)?;
    let node = invocation.node(&board, number)?;
    let mut changes = Vec::new();
    // A phrase may say more than its field: what comes after starts from it.
    let mut there = board.clone();
    for value in values {
        let typed = parse(invocation, &there, node, value, day)?;
        if let Some(lost) = lost_of_cadence(lang, &there, value, day).filter(|_| gives_cadence(&typed)) {
            tell(&lost);
        }
        for doubt in there.doubts(node, &typed) {
            tell(&doubt_in_words(lang, &doubt));
        }
        for to in typed {
            let units = new_units(&there, &to);
            check_slips(lang, &there, &units)?;
            changes.extend(units);
            match to {
                // A figure is a word about the work, here as on the board.
                FieldChange::Percent(figure) => {
                    let id = ReportId(fastrand::i64(1 << 32..1 << 48));
                    let given = figure_given(&board, &invocation.author, node, figure, (id, day));
                    changes.extend(given.map_err(|refusal| Failure::usage(lang, &refusal))?);
                }
                to => {
                    let change = Change::Field { node, to };
                    there.apply(&change);
                    changes.push(change);
                }
            }
        }
    }
    changes.retain(|change| !matches!(change, Change::Field { to, .. } if to.is_idle()));
    if changes.is_empty() {
        return print(&format!("{}\n", lang.say(words::notice::NOTHING_CHANGED)));
    }
    commit(invocation, store.as_mut(), &board, changes)
}

fn parse(
    invocation: &Invocation,
    board: &Board,
    node: Node,
    value: &str,
    day: NaiveDate,
) -> Result<Vec<FieldChange>, Failure> {
    let lang = invocation.lang;
    let known = || Field::ALL.iter().map(|field| name(*field)).collect::<Vec<_>>();
    let unknown = |word: &str| {
        Failure::usage(
            lang,
            &Refusal::NoSuchWord(clean_line(word), known().iter().map(|name| (*name).to_owned()).collect()),
        )
    };
    let (key, text) = value.split_once('=').ok_or_else(|| unknown(value))?;
    let means = |field: &Field| name(*field) == key || Lang::ALL.iter().any(|lang| lang.say(field.text()) == key);
    let field = Field::ALL.iter().copied().find(means).ok_or_else(|| unknown(key))?;
    typed_changes(board, node, field, text, day).map_err(|refusal| Failure::usage(lang, &refusal))
}

fn gives_cadence(changes: &[FieldChange]) -> bool {
    changes.iter().any(|change| matches!(change, FieldChange::Cadence(_)))
}

/// What a phrase says beyond the cadence that is kept of it: `每月25日前` is a word each month, on whatever day.
fn lost_of_cadence(lang: Lang, board: &Board, value: &str, day: NaiveDate) -> Option<String> {
    let (_, phrase) = value.split_once('=')?;
    match parse_item_when(&clean_line(phrase), day, &board.calendar()).ok()? {
        Meant::Recurring { cadence, whole: false } => {
            Some(lang.fill(words::prompt::CadenceOnly { cadence: &lang.say(cadence.text()) }))
        }
        Meant::Recurring { .. } | Meant::Day(_) | Meant::Span { .. } => None,
    }
}

/// The key of a field on the command line: its code, but people say stage.
fn name(field: Field) -> &'static str {
    if field == Field::Standing { "stage" } else { field.code() }
}

fn new_units(board: &Board, change: &FieldChange) -> Vec<Change> {
    let names: Vec<&String> = match change {
        FieldChange::Lead(swap) => swap.after.iter().collect(),
        FieldChange::Support(swap) | FieldChange::Counties(swap) => swap.after.iter().collect(),
        FieldChange::Standing(_)
        | FieldChange::Percent(_)
        | FieldChange::Due(_)
        | FieldChange::Start(_)
        | FieldChange::Leader(_)
        | FieldChange::Target(_)
        | FieldChange::Cadence(_)
        | FieldChange::Forecast(_)
        | FieldChange::Lever(_)
        | FieldChange::Safeguard(_) => Vec::new(),
    };
    let new = names.into_iter().filter(|name| board.unit(name).is_none());
    new.map(|name| Change::UnitAdded { unit: Unit::named(name.clone()) }).collect()
}

/// A name that is nearly that of a unit makes no other unit unless somebody says so.
fn check_slips(lang: Lang, board: &Board, new: &[Change]) -> Result<(), Failure> {
    for change in new {
        let Change::UnitAdded { unit: Unit { name, .. } } = change else { continue };
        let Some(known) = board.unit_like(name) else { continue };
        let is_meant = somebody_is_there() && agreed(&lang.fill(words::units::SimilarAsked { name, known: &known }))?;
        if !is_meant {
            let refused = words::units::SimilarRefused { name, known: &known };
            return Err(Failure::new(Code::Usage, lang.fill(refused)));
        }
    }
    Ok(())
}

/// Writes changes and says what they were.
pub(super) fn commit(invocation: &Invocation, store: &mut dyn Store, board: &Board, changes: Vec<Change>) -> Done {
    let changes = board.with_consequences(changes, invocation.writing_day(board)?);
    let edit = Edit {
        op: new_op(),
        plan: Some(board.plan.id),
        author: invocation.author.clone(),
        kind: EditKind::Do,
        changes,
    };
    write(invocation, store, board, &edit)
}

/// Writes an edit; a conflict ends with its own exit code.
pub(super) fn write(invocation: &Invocation, store: &mut dyn Store, board: &Board, edit: &Edit) -> Done {
    let lang = invocation.lang;
    match store.commit(edit, Utc::now()) {
        // Somebody else has done just that: only what both meant is told, not the rest of what the other did.
        Ok(entry) if entry.edit.op != edit.op => {
            let by = (entry.edit.author.clone(), entry.at);
            let who = &who_was_first(lang, board, Some(&by), "%Y-%m-%d %H:%M");
            let what = &values_in_words(lang, board, &edit.changes);
            print(&format!("{}\n", lang.fill(words::conflict::Agreed { who, what })))
        }
        Ok(entry) => {
            let mut text = String::new();
            // What is new has its name once it is there, what is gone only before.
            let mut after = board.clone();
            for change in &entry.edit.changes {
                after.apply(change);
            }
            let name = |node| node_name(lang, if after.contains(node) { &after } else { board }, node);
            for change in &entry.edit.changes {
                let of_plan = || {
                    let plan = words::name::Plan { title: &board.plan.title, id: &board.plan.id.0 };
                    matches!(change, Change::Plan { .. }).then(|| lang.fill(plan))
                };
                let what = change.node().map(name).or_else(of_plan);
                let what = what.map(|what| format!("{what} ")).unwrap_or_default();
                text.push_str(&format!("{what}{}\n", change_in_words(lang, change)));
            }
            print(&text).map_err(though_saved(lang))
        }
        Err(CommitError::Conflict(conflict)) => {
            Err(Failure::new(Code::Conflict, clash_in_words(lang, board, &conflict)))
        }
        Err(error) => Err(Failure::of_commit(lang, &error)),
    }
}
