//! Field input: what was typed for a field, on the board or on the command line, to a change of it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::plan::{
    Board, Cadence, Change, Delta, Field, FieldChange, Forecast, Node, Percent, Report, ReportId, Stage, Target,
    UnitName, clean_line,
};
use crate::read::{DueError, Meant, NumberError, parse_item_when, parse_percent, parse_start};
use crate::report::{Term, Trouble, trouble_in_words};
use crate::words::{self, Lang};

/// Why what was typed was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No percentage.
    Number(NumberError),
    /// No due date.
    Due(DueError),
    /// Longer than so many characters.
    TooLong(usize),
    /// None of these words.
    NoSuchWord(String, Vec<String>),
    /// This step is not allowed.
    NoStep(Stage, Stage),
    /// The step needs a reason.
    ReasonNeeded(Stage),
    /// No unit, or none that is meant for certain.
    NoUnit(String),
    /// A unit that nobody knows yet, made when it is saved once more.
    NewUnit(String),
    /// A meeting is open already.
    MeetingOpen(String),
    /// The meeting has ended meanwhile.
    MeetingOver,
    /// Several units where one has to answer.
    OneUnit,
    /// A date that has passed already.
    Past(NaiveDate),
    /// A figure of a unit's part that was verified already.
    Verified,
    /// A unit's figure is not taken away.
    PartFigure,
    /// Nothing was typed.
    NothingTyped,
    /// What it is about is not there any more.
    Gone,
}

impl Trouble for Refusal {
    fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Number(NumberError::NotANumber) => lang.say(words::trouble::NOT_A_NUMBER).to_owned(),
            Self::Number(NumberError::OutOfRange(error)) => lang.fill(words::trouble::PercentRange { n: &error.0 }),
            Self::Due(error) => trouble_in_words(lang, error),
            Self::TooLong(limit) => lang.fill(words::trouble::TooLong { n: limit }),
            Self::NoSuchWord(word, known) => lang.fill(words::trouble::NoSuchWord { word, known: &known.join(" ") }),
            Self::NoStep(from, to) => {
                let allowed: Vec<String> =
                    from.steps().iter().map(|step| lang.say(step.to.text()).to_owned()).collect();
                let word = |stage: &Stage| lang.say(stage.text()).to_owned();
                lang.fill(words::trouble::NoStep { from: &word(from), to: &word(to), allowed: &lang.list(allowed) })
            }
            Self::ReasonNeeded(_) => lang.say(words::trouble::REASON_NEEDED).to_owned(),
            Self::NoUnit(typed) => lang.fill(words::trouble::NoUnit { name: typed }),
            Self::NewUnit(typed) => lang.fill(words::trouble::NewUnit { name: typed }),
            Self::MeetingOpen(title) => lang.fill(words::trouble::MeetingOpen { title }),
            Self::MeetingOver => lang.say(words::trouble::MEETING_OVER).to_owned(),
            Self::OneUnit => lang.say(words::trouble::ONE_UNIT).to_owned(),
            Self::Past(day) => lang.fill(words::trouble::PastDate { day }),
            Self::Verified => lang.say(words::trouble::PART_VERIFIED).to_owned(),
            Self::PartFigure => lang.say(words::trouble::PART_FIGURE).to_owned(),
            Self::NothingTyped => lang.say(words::trouble::NOTHING_TYPED).to_owned(),
            Self::Gone => lang.say(words::trouble::GONE).to_owned(),
        }
    }
}

/// Characters a field may have: names are short, the rest is a paragraph at most.
pub(super) fn limit(text: &str, field: Field) -> Result<(), Refusal> {
    let longest = match field {
        Field::Lead | Field::Support | Field::Counties | Field::Leader => 60,
        Field::Lever | Field::Safeguard | Field::Target | Field::Standing => 2000,
        Field::Percent | Field::Due | Field::Start | Field::Cadence | Field::Forecast => 40,
    };
    if text.chars().count() > longest { Err(Refusal::TooLong(longest)) } else { Ok(()) }
}

/// The changes that a typed text means for a field of a node. A date may be more than one: `3月—5月` is when to begin
/// and when to end, `每月25日前` is a cadence in place of a date.
pub fn typed_changes(
    board: &Board,
    node: Node,
    field: Field,
    text: &str,
    day: NaiveDate,
) -> Result<Vec<FieldChange>, Refusal> {
    let phrase = clean_line(text);
    if field != Field::Due || matches!(phrase.as_str(), "" | "-" | "无") {
        return typed_change(board, node, field, text, day).map(|change| vec![change]);
    }
    limit(&phrase, field)?;
    let work = board.work(node).ok_or(Refusal::Gone)?;
    let due_to = |to| FieldChange::Due(Delta::new(work.due, work.due.moved_to(to)));
    Ok(match parse_item_when(&phrase, day, &board.calendar()).map_err(Refusal::Due)? {
        Meant::Day(due) => vec![due_to(Some(due))],
        Meant::Span { first, last } => {
            vec![FieldChange::Start(Delta::new(work.start, Some(first))), due_to(Some(last))]
        }
        Meant::Recurring { cadence, .. } => {
            let named = FieldChange::Cadence(Delta::new(work.cadence, Some(cadence)));
            let cleared = work.due.current.is_some().then(|| due_to(None));
            std::iter::once(named).chain(cleared).collect()
        }
    })
}

/// The change that a typed text means for a field of a node. An empty text or `-` takes the value away. A stage is
/// its word or code, with a reason after a colon where one is needed.
fn typed_change(board: &Board, node: Node, field: Field, text: &str, day: NaiveDate) -> Result<FieldChange, Refusal> {
    let work = board.work(node).ok_or(Refusal::Gone)?;
    let typed = !text.trim().is_empty();
    let text = clean_line(text);
    // What is nothing but control characters is a mistake, not the wish to clear the field.
    if typed && text.is_empty() {
        return Err(Refusal::NothingTyped);
    }
    limit(&text, field)?;
    let text = Some(text.as_str()).filter(|text| !matches!(*text, "" | "-" | "无"));
    let owned = text.map(str::to_owned);
    let first = |text: &str| parse_start(text, day, &board.calendar());
    Ok(match field {
        Field::Percent => {
            let after = text.map(parse_percent).transpose().map_err(Refusal::Number)?;
            FieldChange::Percent(Delta::new(work.percent, after))
        }
        // A date that is given may be more than one change.
        Field::Due => FieldChange::Due(Delta::new(work.due, work.due.moved_to(None))),
        Field::Start => {
            let after = text.map(first).transpose().map_err(Refusal::Due)?;
            FieldChange::Start(Delta::new(work.start, after))
        }
        Field::Standing => standing_change(board, node, text.unwrap_or_default(), day)?,
        Field::Lead => FieldChange::Lead(Delta::new(work.lead, owned)),
        Field::Leader => FieldChange::Leader(Delta::new(work.leader, owned)),
        Field::Support => FieldChange::Support(Delta::new(work.support, names(text))),
        Field::Counties => FieldChange::Counties(Delta::new(work.counties, names(text))),
        Field::Target => FieldChange::Target(Delta::new(work.target, text.map(Target::parse))),
        Field::Lever => FieldChange::Lever(Delta::new(work.lever, owned)),
        Field::Safeguard => FieldChange::Safeguard(Delta::new(work.safeguard, owned)),
        Field::Cadence => {
            let after = text.map(|text| word(text, Cadence::ALL, Cadence::code)).transpose()?;
            FieldChange::Cadence(Delta::new(work.cadence, after))
        }
        Field::Forecast => {
            let after = text.map_or(Ok(Forecast::OnTrack), |text| word(text, Forecast::ALL, Forecast::code))?;
            FieldChange::Forecast(Delta::new(work.forecast, after))
        }
    })
}

/// What a figure given by itself comes to: a word about the work, which shows among its reports. Whoever gives the figures
/// of a unit's own part gives them for that part, whatever stands at the item.
pub fn figure_given(
    board: &Board,
    author: &str,
    node: Node,
    figure: Delta<Option<Percent>>,
    (id, day): (ReportId, NaiveDate),
) -> Result<Vec<Change>, Refusal> {
    let unit = board.own_part(author, node);
    if unit.as_ref().is_some_and(|unit| board.is_verified(node, unit)) {
        return Err(Refusal::Verified);
    }
    let Some(percent) = figure.after else {
        // What a county has reported is not taken away by a field left empty; it is mended, or undone.
        return match unit {
            Some(_) => Err(Refusal::PartFigure),
            None => Ok(vec![Change::Field { node, to: FieldChange::Percent(figure) }]),
        };
    };
    if unit.is_none() && figure.before == Some(percent) {
        return Ok(Vec::new());
    }
    let [done, problem, next] = Default::default();
    let (author, percent) = (author.to_owned(), Some(percent));
    Ok(board.reported(Report { id, node, day, author, percent, done, problem, next, unchanged: false, unit }))
}

fn names(text: Option<&str>) -> BTreeSet<UnitName> {
    let parts = text.unwrap_or_default().split(['、', ',', '，', ';', '；']);
    parts.map(clean_line).filter(|name| !name.is_empty()).collect()
}

/// The value whose code or word, in any language, was typed.
fn word<T: Copy + Term>(text: &str, all: &[T], code: impl Fn(T) -> &'static str) -> Result<T, Refusal> {
    let means = |value: &&T| {
        let code = code(**value);
        text.eq_ignore_ascii_case(code) || Lang::ALL.iter().any(|lang| lang.say(value.text()) == text)
    };
    let both = |value: &T| format!("{}({})", Lang::Zh.say(value.text()), code(*value));
    let known = || all.iter().map(both).collect();
    all.iter().find(means).copied().ok_or_else(|| Refusal::NoSuchWord(text.to_owned(), known()))
}

fn standing_change(board: &Board, node: Node, text: &str, day: NaiveDate) -> Result<FieldChange, Refusal> {
    let (stage, reason) = text.split_once([':', '：']).unwrap_or((text, ""));
    let to = word(stage.trim(), Stage::ALL, Stage::code)?;
    let before = board.work(node).ok_or(Refusal::Gone)?.standing;
    if before.stage == to {
        return Ok(FieldChange::Standing(Delta::new(before.clone(), before)));
    }
    let step = before.stage.step_to(to).ok_or(Refusal::NoStep(before.stage, to))?;
    let reason = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    if step.needs_reason && reason.is_none() {
        return Err(Refusal::ReasonNeeded(to));
    }
    board.stepped(node, to, reason, day).map(FieldChange::Standing).ok_or(Refusal::Gone)
}
