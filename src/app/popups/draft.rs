//! Draft: what a text that is being typed is kept as, on the disk and in the question that offers it again.

use serde::{Deserialize, Serialize};

use super::form::{During, FormKind};
use super::prompt::Purpose;
use crate::plan::{
    Directive, DirectiveId, ItemId, Meeting, MeetingId, Node, Part, PlanId, Report, Subject, UnitName, Work,
};
use crate::read::Corrections;

/// A text that was being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    pub(in crate::app) plan: PlanId,
    pub(in crate::app) targets: Vec<Node>,
    #[serde(flatten)]
    pub(in crate::app) purpose: Unfinished,
    /// What a single text began with.
    pub(in crate::app) initial: String,
    /// The text; of a form its texts.
    pub(in crate::app) texts: Vec<String>,
    /// What was there when typing began: somebody else's change since then is a conflict, also days later.
    pub(in crate::app) seen: Vec<(Node, Work)>,
    /// What belonged to single units then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::app) parts: Option<Vec<(ItemId, UnitName, Part)>>,
}

impl Draft {
    /// The meeting in which it was typed.
    pub(in crate::app) fn meeting(&self) -> Option<MeetingId> {
        match &self.purpose {
            Unfinished::Form(kind) => kind.during().map(|during| during.meeting),
            Unfinished::Text(_) | Unfinished::Review(_) => None,
        }
    }
}

/// What was said of a paper that was not written yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewLeft {
    /// By what the paper is known again.
    pub(in crate::app) digest: String,
    /// What was said of it.
    pub(in crate::app) corrections: Corrections,
}

/// What was being typed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Kept", into = "Kept")]
pub enum Unfinished {
    /// One text.
    Text(Purpose),
    /// Several.
    Form(FormKind),
    /// A paper was being looked over.
    Review(Box<ReviewLeft>),
}

/// The same as it stands in the file: a draft is read by programs that are newer than the one that wrote it.
#[derive(Serialize, Deserialize)]
struct Kept {
    purpose: KeptPurpose,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    meeting: Option<MeetingId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unit: Option<UnitName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    point: Option<Subject>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<KeptBefore>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KeptPurpose {
    Text(Purpose),
    Form(KeptKind),
    Review(Box<ReviewLeft>),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KeptKind {
    Report,
    Directive,
    Extension,
    Decision,
    Meeting(Option<MeetingId>),
    Amend(DirectiveId),
    AmendDecision(DirectiveId),
    AmendReport,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KeptBefore {
    Meeting(Box<Meeting>),
    Directive(Box<Directive>),
    Report(Box<Report>),
}

impl From<Unfinished> for Kept {
    fn from(unfinished: Unfinished) -> Self {
        let bare = |purpose| Self { purpose, meeting: None, unit: None, point: None, before: None };
        let form = |kind| bare(KeptPurpose::Form(kind));
        let during = |kind, during: Option<During>| Self {
            meeting: during.map(|it| it.meeting),
            point: during.and_then(|it| it.point),
            ..form(kind)
        };
        let of = |kind, it| Self { before: Some(KeptBefore::Directive(it)), ..form(kind) };
        match unfinished {
            Unfinished::Text(purpose) => bare(KeptPurpose::Text(purpose)),
            Unfinished::Review(left) => bare(KeptPurpose::Review(left)),
            Unfinished::Form(kind) => match kind {
                FormKind::Report { unit } => Self { unit, ..form(KeptKind::Report) },
                FormKind::Directive { during: it } => during(KeptKind::Directive, it),
                FormKind::Extension => form(KeptKind::Extension),
                FormKind::Decision(it) => during(KeptKind::Decision, Some(it)),
                FormKind::NewMeeting => form(KeptKind::Meeting(None)),
                FormKind::Meeting(it) => {
                    Self { before: Some(KeptBefore::Meeting(it.clone())), ..form(KeptKind::Meeting(Some(it.id))) }
                }
                FormKind::Amend(it) => of(KeptKind::Amend(it.id), it),
                FormKind::AmendDecision(it) => of(KeptKind::AmendDecision(it.id), it),
                FormKind::AmendReport(it) => {
                    Self { before: Some(KeptBefore::Report(it)), ..form(KeptKind::AmendReport) }
                }
            },
        }
    }
}

impl TryFrom<Kept> for Unfinished {
    type Error = &'static str;

    fn try_from(kept: Kept) -> Result<Self, Self::Error> {
        let during = kept.meeting.map(|meeting| During { meeting, point: kept.point });
        let kind = match kept.purpose {
            KeptPurpose::Text(purpose) => return Ok(Self::Text(purpose)),
            KeptPurpose::Review(left) => return Ok(Self::Review(left)),
            KeptPurpose::Form(kind) => kind,
        };
        let kind = match (kind, kept.before) {
            (KeptKind::Report, _) => FormKind::Report { unit: kept.unit },
            (KeptKind::Extension, _) => FormKind::Extension,
            (KeptKind::Directive, _) => FormKind::Directive { during },
            (KeptKind::Decision, _) => during.map_or(FormKind::Directive { during }, FormKind::Decision),
            (KeptKind::Meeting(None), _) => FormKind::NewMeeting,
            (KeptKind::Meeting(Some(_)), Some(KeptBefore::Meeting(it))) => FormKind::Meeting(it),
            (KeptKind::Amend(_), Some(KeptBefore::Directive(it))) => FormKind::Amend(it),
            (KeptKind::AmendDecision(_), Some(KeptBefore::Directive(it))) => FormKind::AmendDecision(it),
            (KeptKind::AmendReport, Some(KeptBefore::Report(it))) => FormKind::AmendReport(it),
            (
                KeptKind::Meeting(Some(_)) | KeptKind::Amend(_) | KeptKind::AmendDecision(_) | KeptKind::AmendReport,
                _,
            ) => {
                return Err("a record written anew without what it was");
            }
        };
        Ok(Self::Form(kind))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::Draft;

    /// What earlier programs have left in the file of a draft is offered again, and reads the same once it is kept anew.
    #[test]
    fn drafts_of_earlier_programs_are_read() {
        let directive = json!({
            "id": 7, "item": 3, "meeting": null, "kind": "instruction", "text": "查清", "issuer": "赵局", "owner": null,
            "due": "2024-05-01", "day": "2024-04-01", "author": "wang", "reply": null, "returned": null, "closed": null,
        });
        let meeting = json!({
            "id": 5, "title": "推进会", "day": "2024-04-01", "place": "", "chair": "", "present": [], "agenda": [],
            "began": "2024-04-01T01:00:00Z", "ended": null, "author": "wang",
        });
        let shapes = [
            json!({"purpose": {"form": {"meeting": 5}}, "before": {"meeting": meeting}}),
            json!({"purpose": {"form": "report"}, "unit": "金寨县"}),
            json!({"purpose": {"form": "directive"}, "meeting": 5, "point": {"kind": "item", "id": 3}}),
            json!({"purpose": {"form": "decision"}, "meeting": 5}),
            json!({"purpose": {"form": {"meeting": null}}}),
            json!({"purpose": {"form": {"amend": 7}}, "before": {"directive": directive}}),
            json!({"purpose": {"form": {"amenddecision": 7}}, "before": {"directive": directive}}),
            json!({"purpose": {"form": "extension"}}),
        ];
        for shape in shapes {
            let mut kept = json!({"plan": 1, "targets": [], "initial": "", "texts": ["半句话"], "seen": []});
            for (name, value) in shape.as_object().expect("an object") {
                kept[name] = value.clone();
            }
            let draft: Draft = serde_json::from_value(kept.clone()).unwrap_or_else(|error| panic!("{kept}: {error}"));
            let again: Value = serde_json::to_value(&draft).expect("writes");
            for (name, value) in shape.as_object().expect("an object") {
                if name != "before" {
                    assert_eq!(&again[name], value, "{kept}");
                }
            }
            assert_eq!(again["before"].is_null(), kept.get("before").is_none(), "{kept}");
            let read_again: Draft = serde_json::from_value(again).expect("reads");
            assert_eq!(read_again, draft, "{kept}");
        }
    }
}
