//! The journal: one line an edit, each hashed over the line before, so that a line changed or left out can be found. A
//! line is the same text in every engine; only so do its hashes hold when a plan moves from one to another.

use std::fmt::Write;

use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};

use super::error::StoreError;
use crate::plan::{Change, Edit, Entry, OpId, PlanId, Revision};

/// A line as it is kept: its texts are what was hashed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number.
    pub seq: i64,
    /// When it was written, in RFC 3339 with milliseconds.
    pub at: String,
    /// Names the edit.
    pub op: i64,
    /// The plan; none for the database as a whole.
    pub plan: Option<i64>,
    /// Who.
    pub author: String,
    /// What the edit is in the run of edits, as JSON.
    pub kind: String,
    /// Its changes, as JSON.
    pub changes: String,
    /// Over all this and the hash of the line before.
    pub hash: String,
}

impl Line {
    /// The line of an edit, after the one with the hash `before`.
    pub fn new(edit: &Edit, at: DateTime<Utc>, seq: i64, before: &str) -> Result<Self, StoreError> {
        let json = |value: serde_json::Result<String>| value.map_err(|error| StoreError::Failed(error.to_string()));
        let mut line = Self {
            seq,
            at: at.to_rfc3339_opts(SecondsFormat::Millis, true),
            op: edit.op.0.cast_signed(),
            plan: edit.plan.map(|plan| plan.0),
            author: edit.author.clone(),
            kind: json(serde_json::to_string(&edit.kind))?,
            changes: json(serde_json::to_string(&edit.changes))?,
            hash: String::new(),
        };
        line.hash = line.hash_over(before);
        Ok(line)
    }

    /// What its hash must be after a line with the hash `before`: each part goes in with its length, so that none can flow
    /// into the next.
    pub fn hash_over(&self, before: &str) -> String {
        let mut hasher = Sha256::new();
        hasher.update(before.as_bytes());
        // No plan has the number 0.
        let (seq, op, plan) = (self.seq.to_string(), self.op.to_string(), self.plan.unwrap_or(0).to_string());
        for part in [&seq, &self.at, &op, &plan, &self.author, &self.kind, &self.changes] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        hex(&hasher.finalize())
    }

    /// The edit that was done.
    pub fn entry(&self) -> Result<Entry, StoreError> {
        let damaged = |error: &dyn std::fmt::Display| StoreError::Damaged(format!("journal {}: {error}", self.seq));
        let changes: Vec<Change> = serde_json::from_str(&self.changes).map_err(|error| damaged(&error))?;
        Ok(Entry {
            seq: Revision(self.seq),
            at: DateTime::parse_from_rfc3339(&self.at).map_err(|error| damaged(&error))?.to_utc(),
            edit: Edit {
                op: OpId(self.op.cast_unsigned()),
                plan: self.plan.map(PlanId),
                author: self.author.clone(),
                kind: serde_json::from_str(&self.kind).map_err(|error| damaged(&error))?,
                changes,
            },
        })
    }
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
