//! Stages: what people decide about a piece of work, and the steps between them. What the program computes
//! from a stage and a day is a light, in `light.rs`.

use serde::{Deserialize, Serialize};

/// Where a piece of work stands, by people's decision.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    Deserialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Stage {
    /// 待交办: nobody has been given it yet.
    #[default]
    Pending,
    /// 办理中.
    Active,
    /// 待核验: said to be done, not verified.
    Review,
    /// 已办结: verified as done.
    Closed,
    /// 中止, with a reason.
    Stopped,
}

/// One allowed step from a stage to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The stage it leads to.
    pub to: Stage,
    /// Whether a reason must be given: sending back, stopping, taking up again.
    pub needs_reason: bool,
}

impl Stage {
    /// All stages in their natural order.
    pub const ALL: &'static [Self] = <Self as strum::VariantArray>::VARIANTS;

    /// The word kept in the database and in JSON.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// The stage with that code.
    pub fn from_code(code: &str) -> Option<Self> {
        code.parse().ok()
    }

    /// The steps allowed from here, the natural next one first.
    pub fn steps(self) -> &'static [Step] {
        const fn step(to: Stage, needs_reason: bool) -> Step {
            Step { to, needs_reason }
        }
        const PENDING: [Step; 2] = [step(Stage::Active, false), step(Stage::Stopped, true)];
        const ACTIVE: [Step; 2] = [step(Stage::Review, false), step(Stage::Stopped, true)];
        const REVIEW: [Step; 3] = [step(Stage::Closed, false), step(Stage::Active, true), step(Stage::Stopped, true)];
        const ENDED: [Step; 1] = [step(Stage::Active, true)];
        match self {
            Self::Pending => &PENDING,
            Self::Active => &ACTIVE,
            Self::Review => &REVIEW,
            Self::Closed | Self::Stopped => &ENDED,
        }
    }

    /// The step to `to`, if it is allowed from here.
    pub fn step_to(self, to: Self) -> Option<Step> {
        self.steps().iter().copied().find(|step| step.to == to)
    }

    /// Whether work still goes on: neither closed nor stopped.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Closed | Self::Stopped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_goes_through_verification() {
        assert!(Stage::Active.step_to(Stage::Closed).is_none());
        assert!(Stage::Active.step_to(Stage::Review).is_some_and(|step| !step.needs_reason));
        assert!(Stage::Review.step_to(Stage::Closed).is_some_and(|step| !step.needs_reason));
    }

    #[test]
    fn going_back_and_stopping_need_a_reason() {
        for stage in Stage::ALL.iter().copied() {
            for step in stage.steps() {
                let backward = step.to == Stage::Stopped || (step.to == Stage::Active && stage != Stage::Pending);
                assert_eq!(step.needs_reason, backward, "{stage:?} to {:?}", step.to);
            }
        }
    }
}
