//! Prompt: one text to type. What becomes of it stands in `accept/prompt.rs`.

use super::review::ReviewText;
use super::settings::SettingText;
use crate::app::editor::Editor;
use crate::app::state::Seen;
use crate::plan::{DirectiveId, ExtensionId, Field, ItemId, MeetingId, Node, SectionId, Stage, UnitName};

/// What a text is typed for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Purpose {
    /// The value of a field.
    Field(Field),
    /// The reason of a step to a stage.
    Reason(Stage),
    /// The text of an item or a measure.
    Text(Node),
    /// A measure after this one, or last in this item.
    NewMeasure(Node),
    /// Where to cut a measure in two: at the insertion point.
    Split(Node),
    /// The number of an item.
    GoTo,
    /// The day to look at.
    Day,
    /// What to look for.
    Search,
    /// The answer to an instruction.
    Reply(DirectiveId),
    /// Why a reply is sent back.
    ReturnDirective(DirectiveId),
    /// Why a later date is refused.
    RefuseExtension(ExtensionId),
    /// Why a unit's part is sent back.
    ReturnPart(UnitName),
    /// Login and name of somebody new.
    NewPerson,
    /// Items for the agenda of this meeting, by their numbers.
    AddPoint(MeetingId),
    /// From when on changes are told.
    Since,
    /// The past day to look at.
    Past,
    /// A county's own figure.
    PartPercent(UnitName),
    /// A new item in this section: its title, and why.
    NewItem(SectionId),
    /// Why an item goes into another section.
    MoveItem(ItemId, SectionId),
    /// Why this item is taken away.
    RemoveItem(ItemId),
    /// What the plan is called.
    PlanTitle,
    /// The span it is for.
    PlanPeriod,
    /// The heading of a new section.
    NewSection,
    /// What a section is called.
    SectionHeading(SectionId),
    /// The number that an item is to have.
    ItemNumber(ItemId),
    /// Why an item becomes a part of another.
    MergeItem(ItemId, ItemId),
    /// Units that are to be known.
    NewUnits,
    /// What a unit is to be called.
    RenameUnit(UnitName),
    /// The file of a paper that is to become a plan.
    ImportPath,
    /// Something on a page of the settings.
    Setting(SettingText),
    /// Something about a paper that is being looked over.
    Review(ReviewText),
}

impl Purpose {
    /// What would be missed if what was typed were lost.
    fn worth(&self) -> Worth {
        match self {
            Self::Split(_)
            | Self::GoTo
            | Self::Day
            | Self::Search
            | Self::AddPoint(_)
            | Self::Since
            | Self::Past
            | Self::ImportPath
            | Self::Setting(_)
            | Self::Review(_) => Worth::Nothing,
            Self::Field(field) if field.is_long() => Worth::Sentences,
            Self::Field(_) | Self::PartPercent(_) | Self::PlanPeriod | Self::RenameUnit(_) | Self::ItemNumber(_) => {
                Worth::Word
            }
            Self::Reason(_)
            | Self::Text(_)
            | Self::NewMeasure(_)
            | Self::Reply(_)
            | Self::ReturnDirective(_)
            | Self::RefuseExtension(_)
            | Self::ReturnPart(_)
            | Self::PlanTitle
            | Self::NewItem(_)
            | Self::MoveItem(..)
            | Self::RemoveItem(_)
            | Self::NewUnits
            | Self::NewSection
            | Self::SectionHeading(_)
            | Self::MergeItem(..)
            | Self::NewPerson => Worth::Sentences,
        }
    }
}

/// What would be missed if a text were lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Worth {
    /// It only looks for something.
    Nothing,
    /// A figure, a day, a name.
    Word,
    /// More than is typed again at once.
    Sentences,
}

/// One text to type.
#[derive(Debug, Clone)]
pub struct Prompt {
    /// What for.
    pub purpose: Purpose,
    /// What it applies to.
    pub targets: Vec<Node>,
    /// The text.
    pub editor: Editor,
    /// The text it began with.
    pub initial: String,
    /// What was there when it opened: somebody else's change since then is a conflict.
    pub seen: Seen,
    /// Why it was not taken.
    pub trouble: Option<String>,
    /// The text of which the doubts were told when it was to be taken; once more takes it.
    pub doubted: Option<String>,
    /// What somebody else has made of the field meanwhile.
    pub theirs: Option<String>,
}

impl Prompt {
    /// An empty or prefilled prompt.
    pub fn new(purpose: Purpose, targets: Vec<Node>, text: &str) -> Self {
        let initial = text.to_owned();
        let mut editor = Editor::line(text);
        // A value is replaced by what is typed; a sentence is corrected.
        if matches!(purpose, Purpose::Field(_)) {
            editor.select();
        }
        Self { purpose, targets, editor, initial, seen: Seen::default(), trouble: None, doubted: None, theirs: None }
    }

    /// Whether something longer than a word or two was typed.
    pub fn is_dirty(&self) -> bool {
        self.purpose.worth() == Worth::Sentences && self.is_changed()
    }

    /// Whether what was typed belongs to the plan, however short it is: it is kept when the line drops.
    pub fn is_kept(&self) -> bool {
        self.purpose.worth() != Worth::Nothing && self.is_changed()
    }

    fn is_changed(&self) -> bool {
        !self.editor.is_blank() && self.editor.text() != self.initial
    }
}
